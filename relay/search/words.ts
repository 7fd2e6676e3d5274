/**
 * What it means that a text is found: every word of the question is in it. A word of one or two letters has to begin
 * a word of the text, where a longer one may stand anywhere. Everything here works on folded text; see shared/fold.ts.
 */
import { fold } from '@touchline/shared/fold.ts';

/** A question has no use for more; what follows is left out of account. */
const WORDS_MAX = 8;
/** A gram is as long as this; shorter words have to begin a word, which has grams of its own. */
const GRAM_LENGTH = 3;
/** The rarest of a word's grams decides; twelve of them have one that is rare. */
const GRAMS_PER_WORD_MAX = 12;

export function wordsOf(question: string): string[] {
  return [...new Set(fold(question).split(' '))].filter(Boolean).slice(0, WORDS_MAX);
}

export function matches(folded: string, words: readonly string[]): boolean {
  return words.every((word) => ` ${folded}`.includes(isShort(word) ? ` ${word}` : word));
}

/** For SQL's `like` on ` ` and the folded text: nothing in a word means anything to it. */
export function patternsOf(words: readonly string[]): string[] {
  return words.map((word) => (isShort(word) ? `% ${word}%` : `%${word}%`));
}

/**
 * What the index holds of a text: each three letters in a row within a word, and how each word begins. Numbers, because an
 * index of them is a third of one of strings; two grams may share one, so that whatever is found by grams is compared.
 * They are made with the site: what another brand wrote is not looked at in vain.
 */
export function gramsOf(siteId: string, folded: string): number[] {
  const seed = hash(siteId);
  const grams = new Set<number>();
  for (const word of folded.split(' ')) {
    const characters = [...word];
    for (let at = 0; at + GRAM_LENGTH <= characters.length; at++) {
      grams.add(hash(characters.slice(at, at + GRAM_LENGTH).join(''), seed));
    }
    for (let length = 1; length < GRAM_LENGTH && length <= characters.length; length++) {
      grams.add(hash(`^${characters.slice(0, length).join('')}`, seed));
    }
  }
  return [...grams];
}

/** Those that a text must have which holds these words. */
export function gramsToFind(siteId: string, words: readonly string[]): number[] {
  const seed = hash(siteId);
  const grams = words.flatMap((word) => {
    if (isShort(word)) return [hash(`^${word}`, seed)];
    const characters = [...word];
    const all = characters.length - GRAM_LENGTH + 1;
    const step = Math.max(1, all / GRAMS_PER_WORD_MAX);
    return Array.from({ length: Math.min(all, GRAMS_PER_WORD_MAX) }, (_, i) => {
      const at = Math.floor(i * step);
      return hash(characters.slice(at, at + GRAM_LENGTH).join(''), seed);
    });
  });
  return [...new Set(grams)];
}

/** A whole reference is one gram, and no question finds it by a part of it, which would be found by chance. */
export function referenceGram(siteId: string, reference: string): number {
  return hash(`#${reference}`, hash(siteId));
}

const isShort = (word: string) => [...word].length < GRAM_LENGTH;

/** FNV-1a with 32 bits, as Postgres's `integer` holds it. */
function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
