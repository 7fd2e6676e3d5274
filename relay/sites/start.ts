/** What the panel needs besides its code, in one language: the product's words and the site's own texts. */

import { readFileSync } from 'node:fs';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { LOCALES, type Locale, type LocalizedText, type SiteStart } from '@touchline/shared/people.ts';
import { say } from '../platform/words.ts';
import type { Site } from './store.ts';

export type WordTables = Record<Locale, Record<string, string>>;

/** Reads the widget's locale files once: what the panel opens with, and all of it for pages that were opened before the rest came by itself. */
export function loadWordTables(): { first: WordTables; all: WordTables } {
  const read = (locale: Locale, name: string) =>
    JSON.parse(readFileSync(new URL(`../../shared/locales/${locale}/${name}.json`, import.meta.url), 'utf8'));
  const tables = (...names: string[]) =>
    Object.fromEntries(
      LOCALES.map((locale) => [locale, Object.assign({}, ...names.map((name) => read(locale, name)))]),
    ) as WordTables;
  return { first: tables('widget'), all: tables('widget', 'widget-more') };
}

/** Whether somebody whom the site accepted translates between two languages, both ways. */
export type TranslatesBetween = (site: Site, one: string, other: string) => boolean;

export function startOf(site: Site, words: WordTables, locale: Locale, translates: TranslatesBetween): SiteStart {
  const { settings, key, name, languages, topics } = site;
  const say = (text: LocalizedText | undefined) => inLanguage(text, locale, site.defaultLanguage);
  return {
    locale,
    words: words[locale],
    site: {
      key,
      name,
      languages,
      topics,
      answeredIn: answeredIn(site, locale, translates),
      greeting: say(settings.greeting),
      color: settings.color ?? null,
      privacyUrl: say(settings.privacyUrl),
      notices: settings.notices.flatMap(({ label, url }) => {
        const text = say(label);
        return text ? [{ label: text, url: say(url) }] : [];
      }),
    },
  };
}

/** Null where they will be answered in their own language, by a person or by way of a translator. */
function answeredIn(site: Site, locale: Locale, translates: TranslatesBetween): string | null {
  const answers = site.answeredIn.length > 0 ? site.answeredIn : site.languages;
  if (answers.some((language) => language === locale || translates(site, locale, language))) return null;
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  const list = new Intl.ListFormat(locale).format(answers.map((tag) => names.of(tag) ?? tag));
  return say(locale, 'answeredIn', { languages: list });
}

/** `pt-BR → pt → the site's default → any`; null when nothing was written. */
function inLanguage(text: LocalizedText | undefined, locale: string, siteDefault: string): string | null {
  if (!text) return null;
  return text[locale] ?? text[baseLanguage(locale)] ?? text[siteDefault] ?? Object.values(text)[0] ?? null;
}
