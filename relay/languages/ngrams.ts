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
const PLAIN = /^\p{ASCII}*$/u;

export function ngrams(text: string): string[] {
  const pieces: string[] = [];
  for (const word of lowered(text).match(/\p{L}[\p{L}\p{M}'’ʼ]*/gu) ?? []) {
    const plain = folded(word);
    cut(pieces, plain, FOLDED_MAX);
    if (plain !== word) cut(pieces, word, MARKED_MAX, PLAIN);
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

function cut(pieces: string[], word: string, longest: number, except?: RegExp): void {
  const edged = EDGE + word.slice(0, WORD_MAX) + EDGE;
  for (let start = 0; start < edged.length; start++) {
    const end = Math.min(edged.length, start + longest);
    for (let stop = start + 1; stop <= end; stop++) {
      const piece = edged.slice(start, stop);
      if (piece !== EDGE && !except?.test(piece)) pieces.push(piece);
    }
  }
}
