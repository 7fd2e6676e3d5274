/** The first sieve: a text in one alphabet is in no language that is written in another. */
import { lettersIn } from './clean.ts';

/** Written in Cyrillic, and on many a keyboard in Latin letters. */
const ROMANISED = ['ru', 'be', 'uk'];

export type Gate = {
  alphabet: string;
  /** In the alphabet of the text by right. */
  native: string[];
  /** The same by custom only. */
  romanised: string[];
};

/** `pt-BR` → `pt`. */
export function base(language: string): string {
  return language.split('-')[0] ?? language;
}

/** Which of `languages` the text may be in, in their order. Both empty: in none. */
export function gate(words: string, languages: readonly string[]): Gate {
  const alphabets = [...new Set([...languages.map(alphabetOf), 'Latn'])];
  const counts = alphabets.map((alphabet) => ({ alphabet, letters: words.match(lettersOf(alphabet))?.length ?? 0 }));
  const [most] = counts.sort((a, b) => b.letters - a.letters);
  // A name or a brand in a foreign alphabet does not make the sentence foreign, but half of its letters do.
  if (!most || most.letters * 2 < lettersIn(words)) return { alphabet: '', native: [], romanised: [] };
  return {
    alphabet: most.alphabet,
    native: languages.filter((language) => alphabetOf(language) === most.alphabet),
    romanised: most.alphabet === 'Latn' ? languages.filter((language) => ROMANISED.includes(base(language))) : [],
  };
}

/** Those that are not the name of a Unicode script. */
const LETTERS: Record<string, string> = {
  Hans: '\\p{Script=Han}',
  Hant: '\\p{Script=Han}',
  Jpan: '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}',
  Kore: '\\p{Script=Hangul}',
};

const alphabets = new Map<string, string>();
function alphabetOf(language: string): string {
  let alphabet = alphabets.get(language);
  if (alphabet === undefined) {
    alphabet = new Intl.Locale(language).maximize().script ?? 'Latn';
    alphabets.set(language, alphabet);
  }
  return alphabet;
}

const patterns = new Map<string, RegExp>();
function lettersOf(alphabet: string): RegExp {
  let pattern = patterns.get(alphabet);
  if (pattern === undefined) {
    pattern = new RegExp(`[${LETTERS[alphabet] ?? `\\p{Script=${alphabet}}`}]`, 'gu');
    patterns.set(alphabet, pattern);
  }
  return pattern;
}
