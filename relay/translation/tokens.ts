/**
 * What in a text must come out of a translation as it went in: whatever holds a digit (amounts with their sign and
 * currency, odds, scores, dates, phones, IBANs, ids), and links, addresses and @handles.
 *
 * Broad on purpose: a word that is kept needlessly stays in its own language, a digit that is not kept may be changed.
 * Promises: no digit lies outside a token, no token begins or ends inside a word, and time is linear.
 */
import { addressesIn } from './addresses.ts';

export type Span = { start: number; end: number };

/** In order, disjoint, each as small as it can be without losing its sign or currency. */
export function tokensIn(text: string): Span[] {
  const bare = [...addressesIn(text), ...matches(text, WHOLE), ...numbersIn(text)];
  return union(union(bare).map((span) => withSigns(text, span)));
}

/** People, brands and teams as they are written, in whole words; their other cases are not found. */
export function namesIn(text: string, names: string[]): Span[] {
  const known = names.filter((name) => /\p{L}/u.test(name)).sort((a, b) => b.length - a.length);
  if (known.length === 0) return [];
  const any = known.map((name) => RegExp.escape(name)).join('|');
  return matches(text, new RegExp(`(?<!${IN_WORD})(?:${any})(?!${IN_WORD})`, 'gu'));
}

/** In order, those that overlap made one. */
export function union(spans: Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}

/** Those without a word or the end of a sentence between them made one: `2 - 1`, `1.85 2.10`, `8 (029) 123-45-67`. */
export function neighboursJoined(text: string, spans: Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const gap = last ? text.slice(last.end, span.start) : '';
    if (last && gap.length <= LONGEST_GAP && GAP.test(gap)) last.end = span.end;
    else joined.push({ ...span });
  }
  return joined;
}

/** Tokens of one kind may be taken for each other. Null: it has no digit, as most links. */
export function kindOf(token: string): 'moment' | 'reference' | 'number' | null {
  if (!/\p{N}/u.test(token)) return null;
  if (MOMENT.test(token)) return 'moment';
  return REFERENCE.test(token) ? 'reference' : 'number';
}

const IN_WORD = '[\\p{L}\\p{M}\\p{N}_]';
export const CODES =
  'BYN|RUB|UAH|USDT?|EUR|PLN|TRY|AZN|VND|BRL|GBP|KZT|GEL|CZK|ARS|MXN|CLP|COP|PEN|AED|SAR|EGP|MAD|BTC|ETH|TON';
const CURRENCY = '\\p{Sc}';

/** Dates, and times of the clock. */
const MOMENT = /^(?:\d{1,4}([./-])\d{1,2}\1\d{2,4}(?!\d)|\d{2}:\d{2}(?!\d))/;
/** With letters before its first digit that are no currency: `#A-19`, `t.me/a1`, `Fairplay 2`. */
const REFERENCE = new RegExp(`^(?!(?:${CODES})(?!\\p{L})|[A-Z]{0,3}${CURRENCY})\\P{N}*\\p{L}`, 'u');

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** UUIDs and IBANs, which have parts without a digit. */
const WHOLE =
  /(?<![\p{L}\p{N}])(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![\p{L}\p{N}])/gu;
const BEFORE = new RegExp(
  `(?<!${IN_WORD})(?:(?:${CODES}|[A-Z]{0,3}${CURRENCY}|№)[^\\S\\n]?|[-+−–±#~≈<>≤≥×*@.]){0,3}$`,
  'u',
);
const AFTER = new RegExp(`^\\+?(?:[^\\S\\n]?(?:[%‰]|${CURRENCY}|(?:${CODES})))?(?!${IN_WORD})`, 'u');
/** More than any of the two can match. */
const REACH = 20;
const GAP = /^[^\S\n]{0,2}(?:[,;:()+×*=~'’%&|/٫٬،\-–—−]{0,2}[^\S\n]{0,2}|\.)$/u;
const LONGEST_GAP = 6;

function matches(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

/** Words that have a digit, and short capitals that a hyphen ties to such a word: `FP-1042-XK`. */
function numbersIn(text: string): Span[] {
  const words = matches(text, WORD);
  const kept = words.map(({ start, end }) => /\p{N}/u.test(text.slice(start, end)));
  const tie = (i: number, neighbour: number) => {
    const [word, other] = [words[i], words[neighbour]];
    if (!word || !other || !kept[neighbour] || !CAPITALS.test(text.slice(word.start, word.end))) return;
    const [left, right] = i < neighbour ? [word, other] : [other, word];
    if (text.slice(left.end, right.start) === '-') kept[i] = true;
  };
  for (let i = 1; i < words.length; i++) tie(i, i - 1);
  for (let i = words.length - 2; i >= 0; i--) tie(i, i + 1);
  return words.filter((_, i) => kept[i]);
}

const CAPITALS = /^\p{Lu}{1,6}$/u;

function withSigns(text: string, { start, end }: Span): Span {
  const before = text.slice(Math.max(0, start - REACH), start).match(BEFORE)?.[0] ?? '';
  const after = text.slice(end, end + REACH).match(AFTER)?.[0] ?? '';
  return { start: start - before.length, end: end + after.length };
}
