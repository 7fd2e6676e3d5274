/** Under which name players of each brand know this operator. */
import { ALIAS_MAX_CHARACTERS } from '@touchline/shared/wire.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { call } from '../api.ts';
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../page-words.ts';
import { AliasesModel } from './model.ts';
import './aliases.css';

export function AliasesDialog({ desk }: { desk: Desk }) {
  const close = () => desk.showAliases(false);
  return (
    <Dialog shown={desk.aliasesShown.value} title={t('aliases')} class="aliases" close={close}>
      <Form desk={desk} close={close} />
    </Dialog>
  );
}

function Form({ desk, close }: { desk: Desk; close(): void }) {
  const { name } = desk.me.value;
  const sites = useMemo(() => desk.sites.peek(), [desk]);
  const aliases = useMemo(() => {
    const save = (site: string, alias: string | null) => call<void>('PUT', 'me/aliases', { site, alias });
    return new AliasesModel({ sites, save, done: close });
  }, [sites]);
  useEffect(() => () => aliases[Symbol.dispose](), [aliases]);

  return (
    <form
      data-part="aliases"
      onSubmit={(event) => {
        event.preventDefault();
        void aliases.save();
      }}
    >
      <p class="soft">{t('aliases.text', { name })}</p>
      {sites.map((site) => (
        <label class="field" key={site.id}>
          <span class="label">
            <bdi>{site.name}</bdi>
          </span>
          <input
            class="input"
            data-site={site.key}
            maxLength={ALIAS_MAX_CHARACTERS}
            placeholder={name}
            value={aliases.said.value.get(site.id)}
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
        <button class="button" type="button" onClick={close}>
          {t('cancel')}
        </button>
        <button class="button primary" type="submit" data-part="aliases-save" disabled={aliases.busy.value}>
          {t('spoken.save')}
        </button>
      </div>
    </form>
  );
}
