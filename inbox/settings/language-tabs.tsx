/** One language at a time, and a mark on those in which something is missing. */
import { t } from '../office/words.ts';
import { languageName } from '../when.ts';

type Props = {
  languages: readonly string[];
  chosen: string;
  lacks(language: string): boolean;
  choose(language: string): void;
};

export function LanguageTabs({ languages, chosen, lacks, choose }: Props) {
  return (
    <fieldset class="language-tabs" data-part="language-tabs">
      <legend class="hidden">{t('settings.language')}</legend>
      {languages.map((language) => (
        <button
          key={language}
          class="button"
          type="button"
          data-language={language}
          aria-pressed={language === chosen}
          onClick={() => choose(language)}
        >
          {languageName(language)}
          {lacks(language) && <span class="lacking-mark">{t('settings.missing')}</span>}
        </button>
      ))}
    </fieldset>
  );
}
