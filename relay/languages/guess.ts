/**
 * Which language a text is in, of a few: sieve by alphabet, then the product's own model, then, only where the site
 * speaks a language that this model does not know, a package that knows sixty.
 *
 * It does not know Arabic in Latin letters, and takes a text in two languages for the one that has more of it.
 */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { lettersIn, wordsIn } from './clean.ts';
import type { Foreign } from './foreign.ts';
import type { Model } from './model.ts';
import { type Gate, gate } from './script.ts';

export type Guess = {
  /** How likely each is, 1 together at most: what is missing is "none of these". Empty: the text is no evidence. */
  shares: ReadonlyMap<string, number>;
  letters: number;
};

export type Guesser = (text: string, languages: readonly string[]) => Promise<Guess>;

/** Both are loaded when they are needed. */
export type Sources = { own(): Model; foreign(): Promise<Foreign> };

export function createGuesser(sources: Sources): Guesser {
  return async (text, languages) => {
    const words = wordsIn(text);
    const sieved = words === '' ? null : gate(words, languages);
    if (!sieved || sieved.native.length + sieved.romanised.length === 0) return { shares: new Map(), letters: 0 };
    const shares = await sharesOf(words, sieved, sources);
    // A site may call a language `pt-BR`; the models know `pt`.
    const tagged = [...sieved.native, ...sieved.romanised].flatMap((tag) => {
      const share = shares.get(baseLanguage(tag));
      return share === undefined ? [] : [[tag, share] as const];
    });
    return { shares: new Map(tagged), letters: lettersIn(words) };
  };
}

async function sharesOf(words: string, { alphabet, ...sieved }: Gate, { own, foreign }: Sources) {
  const [native, romanised] = [sieved.native.map(baseLanguage), sieved.romanised.map(baseLanguage)];
  const all = [...new Set([...native, ...romanised])];
  if (all.length === 1 && native.length > 0) return new Map(all.map((language) => [language, 1]));
  const table = own().get(alphabet);
  // Where the alphabet is nobody's by right, the text may well be in a language that the site does not speak.
  if (table && native.length === 0) return unlessNone(table.likelihood(words, table.languages), all);
  const known = all.filter((language) => table?.languages.includes(language));
  const inside = table?.likelihood(words, known) ?? new Map<string, number>();
  if (known.length === all.length) return inside;
  return blend((await foreign())(words, native), inside);
}

function unlessNone(open: Map<string, number>, languages: string[]): Map<string, number> {
  const wanted = new Map([...open].filter(([language]) => languages.includes(language)));
  return [...wanted.values()].reduce((sum, share) => sum + share, 0) < 0.5 ? new Map() : wanted;
}

/** What the package gives to languages that the own model knows, that model shares out among them. */
function blend(outside: Map<string, number>, inside: Map<string, number>): Map<string, number> {
  let rest = 0;
  for (const language of inside.keys()) rest += outside.get(language) ?? 0;
  return new Map([...outside, ...[...inside].map(([language, share]) => [language, share * rest] as const)]);
}
