/** What the site says first, in each of its languages, and what is read where nothing was written. */

import { useId } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { languageName } from '../../when.ts';
import { textDirection } from '../direction.ts';
import { draftOf } from '../drafts.ts';
import { fallbackFor, languagesOf, type Texts as Written, withText } from '../per-language.ts';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';

const MAX = 500;

export function Texts({ settings, preview }: PlaceProps) {
  const { languages, defaultLanguage } = draftOf(settings, 'languages');
  return (
    <Section settings={settings} name="texts">
      {({ value, set, wrong }) => (
        <div class="per-language">
          {languagesOf(languages, value.greeting).map((language) => (
            <OneText
              key={language}
              language={language}
              texts={value.greeting}
              siteDefault={defaultLanguage}
              isOfSite={languages.includes(language)}
              problem={wrong(`greeting.${language}`)}
              set={(text) => set({ greeting: withText(value.greeting, language, text) })}
              look={() => preview.speak(language)}
            />
          ))}
        </div>
      )}
    </Section>
  );
}

type Props = {
  language: string;
  texts: Written;
  siteDefault: string;
  isOfSite: boolean;
  problem: string | undefined;
  set(text: string): void;
  /** Shows the panel in this language. */
  look(): void;
};

function OneText({ language, texts, siteDefault, isOfSite, problem, set, look }: Props) {
  const id = useId();
  const text = texts[language] ?? '';
  const fallback = text ? null : fallbackFor(texts, language, siteDefault);
  return (
    <div class="field" data-language={language}>
      <label for={id}>
        {languageName(language)}
        {!text && <span class="lacking-mark">{t('settings.missing')}</span>}
        {!isOfSite && <span class="soft"> · {t('settings.texts.notOfSite')}</span>}
      </label>
      <textarea
        id={id}
        class="input"
        rows={2}
        lang={language}
        dir={textDirection(fallback?.from ?? language)}
        maxLength={MAX}
        value={text}
        placeholder={fallback?.text}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={`${id}-hint`}
        onFocus={look}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <p class={problem ? 'hint bad' : 'hint'} id={`${id}-hint`} role={problem ? 'alert' : undefined}>
        {problem ??
          (text
            ? t('settings.texts.left', { count: MAX - text.length })
            : fallback
              ? t('settings.texts.fallback', { language: languageName(fallback.from) })
              : t('settings.texts.own'))}
      </p>
    </div>
  );
}
