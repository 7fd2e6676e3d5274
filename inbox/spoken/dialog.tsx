/** Which languages this operator speaks, and how well. */
import { Dialog } from '../dialog.tsx';
import { t } from '../page-words.ts';
import { languageName } from '../when.ts';
import type { Level, Spoken } from './model.ts';
import './spoken.css';

const LEVELS: readonly Level[] = ['fluent', 'native'];

export function SpokenDialog({ spoken }: { spoken: Spoken }) {
  const said = spoken.said.value;
  return (
    <Dialog shown={said !== null} title={t('spoken')} class="spoken" close={spoken.close}>
      <form
        data-part="spoken"
        onSubmit={(event) => {
          event.preventDefault();
          void spoken.save();
        }}
      >
        <p class="soft">{t('spoken.text')}</p>
        <div class="spoken-languages">
          {spoken.choices.value.map((language) => (
            <label key={language} data-level={said?.[language]}>
              {languageName(language)}
              <select
                class="input"
                data-language={language}
                value={said?.[language] ?? ''}
                onChange={(event) => spoken.say(language, (event.currentTarget.value || null) as Level | null)}
              >
                <option value="">{t('spoken.no')}</option>
                {LEVELS.map((level) => (
                  <option key={level} value={level}>
                    {t(`level.${level}`)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
        {spoken.failed.value && (
          <p class="hint bad" role="alert">
            {t('refused')}
          </p>
        )}
        <div class="dialog-actions">
          <button class="button" type="button" onClick={spoken.close}>
            {t('cancel')}
          </button>
          <button class="button primary" type="submit" data-part="spoken-save" disabled={spoken.busy.value}>
            {t('spoken.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
