/** The first sieve: a text in one alphabet is in no language that is written in another. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
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
    romanised:
      most.alphabet === 'Latn' ? languages.filter((language) => ROMANISED.includes(baseLanguage(language))) : [],
  };
}

/** Those that are not the name of a Unicode script. */
const LETTERS: Record<string, string> = {
  Hans: '\\p{Script=Han}',
  Hant: '\\p{Script=Han}',
  Jpan: '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}',
  Kore: '\\p{Script=Hangul}',
};

const TAGS_MAX = 1_000;
const alphabets = new Map<string, string>();
/** A tag may come from a page, and be nothing that there is, such as `be-12`: then by its language alone. */
function alphabetOf(tag: string): string {
  let alphabet = alphabets.get(tag);
  if (alphabet === undefined) {
    alphabet = localeOf(tag).maximize().script ?? 'Latn';
    // Tags are players' to choose.
    if (alphabets.size > TAGS_MAX) alphabets.clear();
    alphabets.set(tag, alphabet);
  }
  return alphabet;
}

function localeOf(tag: string): Intl.Locale {
  try {
    return new Intl.Locale(tag);
  } catch {
    return new Intl.Locale(baseLanguage(tag));
  }
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
