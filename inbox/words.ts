/**
 * The inbox's own words, by i18next 27, in the language that the operator reads. The English file types the keys. Keys
 * are flat: a dot is part of the name.
 *
 * One language is loaded, as a file of its own. `t` reads it through a signal, so that every view that shows a word is
 * drawn anew when the language changes, and nothing else happens to it: what is being written stays. What is said only
 * where few operators go is in files that come with the first such page: page-words.ts and office/words.ts have their keys.
 */
import { computed, signal } from '@preact/signals';
import type en from '@touchline/shared/locales/en/inbox.json';
import i18next, { type i18n } from 'i18next';
import { type InboxLanguage, officeWordsIn, pageWordsIn, wordsIn } from './locale/languages.ts';

export type Forms<Key> = Key extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : Key;
export type Word = Forms<keyof typeof en>;

const spoken = signal<{ language: InboxLanguage; words: i18n } | null>(null);
let asked: InboxLanguage | null = null;
/** What has come besides, and comes with every language from then on. */
const late = new Set<Late>();

/** Words that come with the first page that needs them. */
const LATE = { pages: pageWordsIn, office: officeWordsIn };
export type Late = keyof typeof LATE;

/** What the words are in now; English until there are any. */
export const language = computed<InboxLanguage>(() => spoken.value?.language ?? 'en');

/** Rejects where the words cannot be had; then everything stays in the language it is in. */
export async function speak(wanted: InboxLanguage): Promise<void> {
  asked = wanted;
  const tables = await Promise.all([wordsIn(wanted), ...[...late].map((shelf) => LATE[shelf](wanted))]);
  // Another may have been chosen meanwhile.
  if (asked !== wanted) return;
  // More was asked for meanwhile, and may have come already: without it, it would be gone again.
  if (late.size >= tables.length) return speak(wanted);
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

const asking = new Map<Late, Promise<void>>();

/** Resolves once these words are there; from here on they come with every language. */
export function speakOf(shelf: Late): Promise<void> {
  late.add(shelf);
  const known = asking.get(shelf);
  if (known) return known;
  const spoken = speak(asked ?? language.value).catch((error: unknown) => {
    asking.delete(shelf);
    throw error;
  });
  asking.set(shelf, spoken);
  return spoken;
}

export function t(word: Word, values?: Record<string, string | number>): string {
  return spoken.value?.words.t(word as string, values ?? {}) ?? word;
}

/** A word whose key is put together at run time; `fallback` where the file has none. */
export function tOr(key: string, fallback: string): string {
  const words = spoken.value?.words;
  return words?.exists(key) ? words.t(key) : fallback;
}
