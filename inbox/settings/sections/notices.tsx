/** The lines at the panel's foot, 18+, licence, help, and the privacy page: in each language of the site. */

import { useSignal } from '@preact/signals';
import type { Notice as NoticeValue } from '@touchline/shared/people.ts';
import { t } from '../../office/words.ts';
import { Field } from '../../setup/field.tsx';
import { languageName } from '../../when.ts';
import { AddButton, moved, Part, RowActions } from '../controls.tsx';
import { draftOf } from '../drafts.ts';
import { LanguageTabs } from '../language-tabs.tsx';
import { fallbackFor, languagesOf, withText } from '../per-language.ts';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';

const MAX = 6;

export function Notices({ settings, preview }: PlaceProps) {
  const { languages, defaultLanguage } = draftOf(settings, 'languages');
  const chosen = useSignal<string | null>(null);
  const { notices, privacyUrl } = draftOf(settings, 'notices');
  const all = languagesOf(languages, privacyUrl, ...notices.flatMap(({ label, url }) => [label, url]));
  const language = chosen.value !== null && all.includes(chosen.value) ? chosen.value : defaultLanguage;
  const read = (texts: Record<string, string>) =>
    texts[language] ?? fallbackFor(texts, language, defaultLanguage)?.text;
  const lacks = (tag: string) => notices.some(({ label }) => !label[tag]?.trim());
  return (
    <Section settings={settings} name="notices">
      {({ value, set, wrong }) => {
        const change = (at: number, notice: NoticeValue) => set({ ...value, notices: notices.with(at, notice) });
        return (
          <>
            <LanguageTabs
              languages={all}
              chosen={language}
              lacks={lacks}
              choose={(tag) => {
                chosen.value = tag;
                preview.speak(tag);
              }}
            />
            <ul class="rows" data-part="notice-rows">
              {notices.map((notice, at) => {
                const { label, url = {} } = notice;
                const name = read(label) || t('settings.field.notice', { number: at + 1 });
                return (
                  <li key={at} class="notice-row" data-notice={at}>
                    <div class="notice-head">
                      <strong>
                        <bdi>{name}</bdi>
                      </strong>
                      <RowActions
                        name={name}
                        at={at}
                        of={notices.length}
                        move={(by) => set({ ...value, notices: moved(notices, at, by) })}
                        remove={() => set({ ...value, notices: notices.toSpliced(at, 1) })}
                      />
                    </div>
                    <Field
                      label={t('settings.notices.label', { language: languageName(language) })}
                      value={label[language] ?? ''}
                      placeholder={read(label) ?? '18+'}
                      problem={wrong(`notices.${at}.label.${language}`)}
                      maxLength={500}
                      set={(text) => change(at, { ...notice, label: withText(label, language, text) })}
                    />
                    <Field
                      label={t('settings.notices.url', { language: languageName(language) })}
                      value={url[language] ?? ''}
                      placeholder={read(url) ?? 'https://'}
                      problem={wrong(`notices.${at}.url.${language}`)}
                      inputMode="url"
                      spellcheck={false}
                      maxLength={500}
                      set={(text) => change(at, withUrl(notice, withText(url, language, text.trim())))}
                    />
                  </li>
                );
              })}
            </ul>
            <AddButton
              label={t('settings.notices.add')}
              disabled={notices.length >= MAX}
              add={() => set({ ...value, notices: [...notices, { label: {} }] })}
            />
            <Part title={t('settings.notices.privacy')}>
              <Field
                label={t('settings.notices.url', { language: languageName(language) })}
                hint={t('settings.notices.privacy.hint')}
                value={privacyUrl[language] ?? ''}
                placeholder={read(privacyUrl) ?? 'https://brand.example/privacy'}
                problem={wrong(`privacyUrl.${language}`)}
                inputMode="url"
                spellcheck={false}
                maxLength={500}
                set={(text) => set({ ...value, privacyUrl: withText(privacyUrl, language, text.trim()) })}
              />
            </Part>
          </>
        );
      }}
    </Section>
  );
}

/** Without an address it is plain text. */
function withUrl({ url: _, ...notice }: NoticeValue, url: Record<string, string>): NoticeValue {
  return Object.keys(url).length > 0 ? { ...notice, url } : notice;
}
