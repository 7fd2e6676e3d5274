/**
 * The inbox's own words, by i18next 27, in the language that the operator reads. The English file types the keys. Keys
 * are flat: a dot is part of the name.
 *
 * One language is loaded, as a file of its own. `t` reads it through a signal, so that every view that shows a word is
 * drawn anew when the language changes, and nothing else happens to it: what is being written stays. What only the
 * pages say that few operators open is in a second file, and comes with the first of them: page-words.ts has its keys.
 */
import { computed, signal } from '@preact/signals';
import type en from '@touchline/shared/locales/en/inbox.json';
import i18next, { type i18n } from 'i18next';
import { type InboxLanguage, pageWordsIn, wordsIn } from './locale/languages.ts';

export type Forms<Key> = Key extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : Key;
export type Word = Forms<keyof typeof en>;

const spoken = signal<{ language: InboxLanguage; words: i18n } | null>(null);
let asked: InboxLanguage | null = null;
let withPages = false;

/** What the words are in now; English until there are any. */
export const language = computed<InboxLanguage>(() => spoken.value?.language ?? 'en');

/** Rejects where the words cannot be had; then everything stays in the language it is in. */
export async function speak(wanted: InboxLanguage): Promise<void> {
  asked = wanted;
  const tables = await Promise.all([wordsIn(wanted), withPages ? pageWordsIn(wanted) : {}]);
  // Another may have been chosen meanwhile.
  if (asked !== wanted) return;
  const words = i18next.createInstance();
  words.init({
    lng: wanted,
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { [wanted]: { translation: Object.assign({}, ...tables) } },
    // Text reaches the page as text nodes, which need no escaping.
    interpolation: { escapeValue: false },
  });
  spoken.value = { language: wanted, words };
}

let ofPages: Promise<void> | null = null;

/** Resolves once the pages have their words; from here on they come with every language. */
export function speakOfPages(): Promise<void> {
  withPages = true;
  ofPages ??= speak(asked ?? language.value).catch((error: unknown) => {
    ofPages = null;
    throw error;
  });
  return ofPages;
}

export function t(word: Word, values?: Record<string, string | number>): string {
  return spoken.value?.words.t(word as string, values ?? {}) ?? word;
}

/** A word whose key is put together at run time; `fallback` where the file has none. */
export function tOr(key: string, fallback: string): string {
  const words = spoken.value?.words;
  return words?.exists(key) ? words.t(key) : fallback;
}
