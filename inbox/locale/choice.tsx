/** The language of the inbox, each called by its own name, so that whoever reads no other finds theirs. */
import { useId } from 'preact/hooks';
import { language as spoken, t } from '../words.ts';
import { type InboxLanguage, LANGUAGES } from './languages.ts';
import type { Language } from './model.ts';

export function LanguageChoice({ language }: { language: Language }) {
  const id = useId();
  return (
    <div class="language-choice" data-part="language">
      <label for={id}>{t('account.language')}</label>
      <select
        id={id}
        class="input"
        value={spoken.value}
        onChange={(event) => void language.choose(event.currentTarget.value as InboxLanguage)}
      >
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      {language.failed.value && (
        <p class="hint bad" role="alert">
          {t('refused')}
        </p>
      )}
    </div>
  );
}
