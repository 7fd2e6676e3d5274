/** Under which name players of each brand know this operator. */
import { Dialog } from '../dialog.tsx';
import { t } from '../page-words.ts';
import type { Aliases } from './model.ts';
import './aliases.css';

const ALIAS_MAX_CHARACTERS = 60;

export function AliasesDialog({ aliases, name }: { aliases: Aliases; name: string }) {
  const said = aliases.said.value;
  return (
    <Dialog shown={said !== null} title={t('aliases')} class="aliases" close={aliases.close}>
      <form
        data-part="aliases"
        onSubmit={(event) => {
          event.preventDefault();
          void aliases.save();
        }}
      >
        <p class="soft">{t('aliases.text', { name })}</p>
        {aliases.sites.value.map((site) => (
          <label class="field" key={site.id}>
            <span class="label">
              <bdi>{site.name}</bdi>
            </span>
            <input
              class="input"
              data-site={site.key}
              maxLength={ALIAS_MAX_CHARACTERS}
              placeholder={name}
              value={said?.[site.id]}
              onInput={(event) => aliases.say(site.id, event.currentTarget.value)}
            />
          </label>
        ))}
        {aliases.failed.value && (
          <p class="hint bad" role="alert">
            {t('refused')}
          </p>
        )}
        <div class="dialog-actions">
          <button class="button" type="button" onClick={aliases.close}>
            {t('cancel')}
          </button>
          <button class="button primary" type="submit" data-part="aliases-save" disabled={aliases.busy.value}>
            {t('spoken.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
