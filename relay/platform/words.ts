/** What the relay itself says to players, in their language, by i18next 27. */
import { readFileSync } from 'node:fs';
import type en from '@touchline/shared/locales/en/relay.json';
import { LOCALES, type Locale } from '@touchline/shared/people.ts';
import i18next from 'i18next';

const words = i18next.createInstance();
words.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  resources: Object.fromEntries(LOCALES.map((locale) => [locale, { translation: read(locale) }])),
  // Text reaches pages as text nodes, which need no escaping.
  interpolation: { escapeValue: false },
});

export type Word = keyof typeof en;

export function say(locale: Locale, key: Word, values: Record<string, string | number> = {}): string {
  return words.t(key, { ...values, lng: locale });
}

function read(locale: Locale): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../../shared/locales/${locale}/relay.json`, import.meta.url), 'utf8'));
}
