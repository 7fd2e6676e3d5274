/**
 * What of a message tells its language: its words, in their plain form.
 *
 * Links, addresses, anything with a digit in it (amounts, bet ids, promo codes), emoji and invisible characters say
 * nothing. Fewer than three letters are no evidence at all: `ok` is everybody's.
 */
export const LETTERS_MIN = 3;
/** More of a message says nothing new, and costs time. */
const HEARD_MAX = 600;

/** Words separated by spaces; empty where there is no evidence. */
export function wordsIn(text: string): string {
  const plain = text
    .slice(0, HEARD_MAX)
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .split(/\s+/)
    .filter((token) => !SAYS_NOTHING.test(token))
    .flatMap((token) => token.match(WORD) ?? [])
    .map(unmixed)
    .join(' ');
  return lettersIn(plain) < LETTERS_MIN ? '' : plain;
}

export function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** Bidi controls, joiners and soft hyphens stand inside words without belonging to them. */
const INVISIBLE = /\p{Cf}/gu;
/** Tested on a token at a time and without repetition: a long line of letters must not cost its square. */
const SAYS_NOTHING = /\d|:\/\/|@|^www\.|\.(?:com|net|org|info|bet|by|ru|az|vn|pl|ua|tr)\b/iu;
const WORD = /\p{L}[\p{L}\p{M}'’ʼ]*/gu;

/** Latin letters that look like Cyrillic ones, and the other way round. */
const TWINS: readonly [latin: string, cyrillic: string] = ['aceiopxyABCEHIKMOPTXY', 'асеіорхуАВСЕНІКМОРТХУ'];
const LATIN = /\p{Script=Latin}/gu;
const CYRILLIC = /\p{Script=Cyrillic}/gu;

/** A word of two alphabets was typed on the wrong keyboard, or dressed up: it is taken for what most of it is. */
function unmixed(word: string): string {
  const latin = word.match(LATIN)?.length ?? 0;
  const cyrillic = word.match(CYRILLIC)?.length ?? 0;
  if (latin === 0 || cyrillic === 0) return word;
  const [from, to] = cyrillic >= latin ? TWINS : [TWINS[1], TWINS[0]];
  return [...word].map((letter) => to[from.indexOf(letter)] ?? letter).join('');
}
