/**
 * What in a text that runs from right to left has to keep its own order: scores, odds, amounts, phones, dates and ids,
 * with the Latin words that belong to them. Left alone, `2 - 1` would be read as 1 - 2, and `+375 29 123` from its end.
 *
 * A token has a digit in it, begins and ends with what counts (a letter, a digit, a sign, a unit), and does not reach
 * beyond the punctuation of a sentence: of `48213, 2 - 1` the first still stands on the right.
 *
 * In a text that runs from left to right the order is safe, and a line may still end inside a number. There a token is a
 * number with spaces in it, and with all that stands at it without a space: a comma must not begin a line.
 */
export type Span = { text: string; isToken: boolean };

const UNIT = '%°€$£₺₼₽₴₫';
const SOLID = `[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff${UNIT}]`;
const GROUP = '\\([0-9]+\\)';
const SIGN = '[-+\u2212\u2013#№@]';
const SPACE = '[ \u00a0\u202f]';
const DASH = '[-+\u2212\u2013\u2014/:*×x_=&#№]';
/** Inside of an address or an amount: whatever is neither space, bracket, quotation mark nor of a script from right to left. */
const TIGHT = '[^\\s()[\\]{}<>«»"“”„\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]{1,3}?';
/** Between two solid parts: `.` of 1.85, the space of 1 250, the dash of 2 - 1. */
const JOINT = `(?:${SPACE}?${DASH}?${SPACE}?|${TIGHT})`;
const TOKEN = new RegExp(`${SIGN}?(?:${SOLID}|${GROUP})(?:${JOINT}(?:${SOLID}|${GROUP}))*`, 'g');
/** A digit, more of them after a space or a dash with two, a currency; words without are passed over, each once. */
const NUMBER = new RegExp(
  `\\S*\\d(?:\\)?${SPACE}(?:${DASH}${SPACE})?[+(]?\\d(?:\\S*\\d)?)*(?:${SPACE}(?:[${UNIT}]|[A-Z]{3}(?![A-Za-z])))?\\S*|\\S+`,
  'g',
);

/** All of it, in order. */
export function splitTokens(text: string, direction: 'ltr' | 'rtl'): Span[] {
  const [pattern, sign] = direction === 'rtl' ? [TOKEN, /\d/] : [NUMBER, /\s/];
  const spans: Span[] = [];
  let end = 0;
  for (const { 0: token, index } of text.matchAll(pattern)) {
    if (!sign.test(token)) continue;
    if (index > end) spans.push({ text: text.slice(end, index), isToken: false });
    spans.push({ text: token, isToken: true });
    end = index + token.length;
  }
  if (end < text.length) spans.push({ text: text.slice(end), isToken: false });
  return spans;
}
