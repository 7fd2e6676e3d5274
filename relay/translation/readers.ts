/** What operators know, and what they are translated into. Pure. */
import type { SpokenLanguages } from '@touchline/shared/people.ts';

/** `knows` is not translated; the rest is, into the first of `reads` that somebody translates into. Neither is empty. */
export type Readers = { knows: readonly string[]; reads: readonly string[] };

/** Native languages first. */
export function inOrder(languages: SpokenLanguages): string[] {
  const rank = (language: string) => (languages[language] === 'native' ? 0 : 1);
  // By name among equals, so that every relay and every inbox finds the same.
  return Object.keys(languages).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Who has said nothing is taken to know `otherwise`. */
export function knownTo(languages: SpokenLanguages, otherwise: string): string[] {
  const known = inOrder(languages);
  return known.length > 0 ? known : [otherwise];
}

export function readersOf(languages: SpokenLanguages, otherwise: string): Readers {
  const known = knownTo(languages, otherwise);
  return { knows: known, reads: known };
}
