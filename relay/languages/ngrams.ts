/**
 * A text as the model sees it: pieces of one to four letters of its words.
 *
 * Pieces are cut from the folded word, without marks, so that Azerbaijani typed on an English keyboard looks almost
 * like Azerbaijani. What its marks say comes on top, as pieces that hold one: their absence proves nothing.
 */
const FOLDED_MAX = 4;
const MARKED_MAX = 3;
/** Longer words are noise, or somebody leaning on a key. */
const WORD_MAX = 30;
const EDGE = '_';

export function ngrams(text: string): string[] {
  const pieces: string[] = [];
  for (const word of lowered(text).match(/\p{L}[\p{L}\p{M}'’ʼ]*/gu) ?? []) {
    cut(pieces, folded(word), FOLDED_MAX, () => true);
    if (/[^\p{ASCII}]/u.test(word) && !/\p{Script=Cyrillic}/u.test(word)) {
      cut(pieces, word, MARKED_MAX, (piece) => /[^\p{ASCII}]/u.test(piece));
    }
  }
  return pieces;
}

/** Without the locale, except that a Turkish capital must not become two characters. */
export function lowered(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().normalize('NFC');
}

const WITHOUT_MARK: Record<string, string> = { ə: 'e', ı: 'i', đ: 'd', ł: 'l', ß: 'ss', ø: 'o', æ: 'ae' };
const HAS_OWN_MARK = /[\u0400-\u04ff]/u;

/** As typed by somebody whose keyboard, or patience, has no marks. й, ї and ў are letters and stay. */
export function folded(text: string): string {
  if (HAS_OWN_MARK.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[əıđłßøæ]/gu, (letter) => WITHOUT_MARK[letter] ?? letter);
}

function cut(pieces: string[], word: string, longest: number, wanted: (piece: string) => boolean): void {
  const edged = EDGE + word.slice(0, WORD_MAX) + EDGE;
  for (let length = 1; length <= longest; length++) {
    for (let start = 0; start + length <= edged.length; start++) {
      const piece = edged.slice(start, start + length);
      if (piece !== EDGE && wanted(piece)) pieces.push(piece);
    }
  }
}
