/** The languages as those who read them call them. */
import type { Locale } from '@touchline/shared/people.ts';

export const AUTONYMS: Record<Locale, string> = {
  en: 'English',
  be: 'Беларуская',
  ru: 'Русский',
  az: 'Azərbaycanca',
  vi: 'Tiếng Việt',
  pl: 'Polski',
  tr: 'Türkçe',
  uk: 'Українська',
  es: 'Español',
  pt: 'Português',
  de: 'Deutsch',
  ar: 'العربية',
};

/** Those of a site that there are words in, and the one shown. */
export function choices(languages: readonly string[], shown: Locale): Locale[] {
  const bases = [shown, ...languages.map((tag) => tag.split('-')[0])];
  return (Object.keys(AUTONYMS) as Locale[]).filter((locale) => bases.includes(locale));
}
