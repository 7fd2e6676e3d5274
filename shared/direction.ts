/**
 * The direction of a text by the count of its strong letters. The browser's own `auto` takes the first letter, and
 * fails for a message that begins with a brand or a bet id. Of an address nobody reads the letters.
 */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g;
const ADDRESS = /(https?:|www\.)\S+/gi;
const LEFT_TO_RIGHT = /[A-Za-z\u00c0-\u058f\u0900-\u1fff]/g;

export function directionOf(text: string): 'rtl' | 'ltr' {
  const rtl = text.match(RIGHT_TO_LEFT)?.length;
  return rtl && rtl > (text.replace(ADDRESS, '').match(LEFT_TO_RIGHT)?.length ?? 0) ? 'rtl' : 'ltr';
}
