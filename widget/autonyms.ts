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
