/**
 * The inbox's own words, by i18next 27. The English file is loaded with the page and types the keys; other
 * languages follow as files of the same shape. Keys are flat: a dot is part of the name.
 */
import en from '@touchline/shared/locales/en/inbox.json' with { type: 'json' };
import i18next from 'i18next';

type Forms<Key> = Key extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : Key;
export type Word = Forms<keyof typeof en>;

const words = i18next.createInstance();
words.init({
  lng: 'en',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  resources: { en: { translation: en } },
  // Text reaches the page as text nodes, which need no escaping.
  interpolation: { escapeValue: false },
});

export function t(word: Word, values?: Record<string, string | number>): string {
  return words.t(word as string, values ?? {}) as string;
}

/** A word whose key is put together at run time; `fallback` where the file has none. */
export function tOr(key: string, fallback: string): string {
  return words.exists(key) ? (words.t(key) as string) : fallback;
}
