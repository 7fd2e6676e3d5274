/**
 * Payment card numbers out of text, before anything stores it: `4111 1111 1111 1111` becomes `•••• 1111`.
 *
 * A card number has 13 to 19 digits, an issuer's prefix with a length that issuer uses, and a right check digit (Luhn).
 * Its digits may be grouped, and be full-width, Arabic or Devanagari ones. Promises: linear time; redacting twice is
 * redacting once; numbers of other shapes, IBANs, UUIDs, phone numbers, dates and `#ids` stay as they are.
 * Deliberately does not chase who hides a number on purpose (words, letters between), nor dates of expiry. One in ten
 * of the long ids that begin like a card has a right check digit too, and is masked: a leak is worse.
 */
type Group = { start: number; end: number; raw: string; digits: string };

const MASK = '•••• ';
const MIN_DIGITS = 13;
const MAX_DIGITS = 19;

export function redact(text: string): string {
  let out = '';
  let done = 0;
  for (const run of runsOf(text)) {
    for (const [from, to] of cardsIn(text, run)) {
      const card = run.slice(from, to);
      out +=
        text.slice(done, card[0]?.start) +
        MASK +
        card
          .map(({ raw }) => raw)
          .join('')
          .slice(-4);
      done = card[card.length - 1]?.end ?? done;
    }
  }
  return out + text.slice(done);
}

const GROUP = /[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]+/g;
const ZEROS = [0xff10, 0x966, 0x6f0, 0x660, 0x30];
/** White space, dots, dashes and invisible characters. No comma, slash or colon: those part numbers. */
const GAP = /^[\s.\-_\u00b7\u200b-\u200f\u2010-\u2015\u2060\u2212\uff0d\uff0e]{1,3}$/;

/** Groups of digits that may belong together. What no card can be part of parts them. */
function runsOf(text: string): Group[][] {
  const runs: Group[][] = [];
  const spared = [...ibansIn(text), ...uuidsIn(text)].sort((a, b) => a.start - b.start);
  let run: Group[] = [];
  let end = 0;
  let next = 0;
  for (const match of text.matchAll(GROUP)) {
    const raw = match[0];
    const start = match.index;
    const gap = text.slice(Math.max(end, start - 4), start);
    if (run.length === 0 || !GAP.test(gap)) {
      run = [];
      runs.push(run);
    }
    end = start + raw.length;
    while ((spared[next]?.end ?? Infinity) <= start) next++;
    const isSpared = (spared[next]?.start ?? Infinity) < end;
    const masked = raw.length === 4 && text.slice(start - MASK.length, start) === MASK;
    if (isSpared || masked || text[start - 1] === '#' || raw.length > MAX_DIGITS) run = [];
    else run.push({ start, end, raw, digits: raw.replace(/[^0-9]/g, ascii) });
  }
  return runs.filter((groups) => groups.length > 0 && !isPhone(text, groups));
}

/** `+` and at most 15 digits in all. */
function isPhone(text: string, run: Group[]): boolean {
  return text[(run[0]?.start ?? 0) - 1] === '+' && run.slice(0, 16).reduce((sum, { raw }) => sum + raw.length, 0) <= 15;
}

/** Card numbers of a run as half-open ranges of groups, in order. Overlapping readings of one place are one. */
function cardsIn(text: string, run: Group[]): [number, number][] {
  const cards: [number, number][] = [];
  for (let from = 0; from < run.length; from++) {
    let digits = '';
    let plain = true;
    for (let to = from; to < run.length && plain && digits.length < MAX_DIGITS; to++) {
      digits += run[to]?.digits;
      if (isCard(digits)) {
        const last = cards[cards.length - 1];
        if (last && from < last[1]) last[1] = Math.max(last[1], to + 1);
        else cards.push([from, to + 1]);
      }
      // Smaller groups are dates, odds and lottery numbers, unless nothing else stands beside them.
      plain = (run[to]?.digits.length ?? 0) >= 3;
    }
  }
  return withWholeRests(text, run, cards);
}

/** What lies between the cards found is a card too when all of it makes one number, however it is grouped. */
function withWholeRests(text: string, run: Group[], cards: [number, number][]): [number, number][] {
  const all: [number, number][] = [];
  let from = 0;
  for (const card of [...cards, [run.length, run.length] as [number, number]]) {
    const rest = run.slice(from, card[0]);
    const [first, last] = [rest[0], rest[rest.length - 1]];
    if (first && last && rest.length <= MAX_DIGITS && !DATE.test(text.slice(first.start, last.end))) {
      if (isCard(rest.map(({ digits }) => digits).join(''))) all.push([from, card[0]]);
    }
    if (card[0] < card[1]) all.push(card);
    from = card[1];
  }
  return all;
}

const DATE = /(^|\D)\d\d?\D{1,3}\d\d?\D{1,3}(19|20)\d\d|(^|\D)(19|20)\d\d\D\d\d?\D\d\d?/;

/** Prefixes by length of the number. Sources: the networks' published ranges (ISO/IEC 7812). */
const ISSUERS: [prefix: RegExp, lengths: number[]][] = [
  // Visa
  [/^4/, [13, 16, 19]],
  // Mastercard; Belkart, Uzcard, Humo, Troy, RuPay
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|9112|8600|9860|9792|508)/, [16]],
  // American Express; Diners Club
  [/^3[47]/, [15]],
  [/^3(0[0-5]|095|[689])/, [14, 16]],
  // JCB, Discover, UnionPay, Mir
  [/^(35(2[89]|[3-8])|6011|64[4-9]|65|62|81|220[0-4])/, [16, 17, 18, 19]],
  // Maestro, Verve
  [/^(5018|5020|5038|5060|5061|5893|6304|67)/, [13, 14, 15, 16, 17, 18, 19]],
];

function isCard(digits: string): boolean {
  const { length } = digits;
  if (length < MIN_DIGITS || length > MAX_DIGITS) return false;
  return ISSUERS.some(([prefix, lengths]) => lengths.includes(length) && prefix.test(digits)) && luhn(digits);
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 1; i <= digits.length; i++) {
    const digit = Number(digits[digits.length - i]) * (i % 2 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** Half-open ranges of account numbers whose check (ISO 7064, modulo 97) is right; their digits may read as a card. */
function ibansIn(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const iban = /\b[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,30}/gi;
  for (let match = iban.exec(text); match; match = iban.exec(text)) {
    const end = match.index + ibanLength(match[0], text[iban.lastIndex] ?? '');
    iban.lastIndex = Math.max(end, match.index + 4);
    if (end > match.index) found.push({ start: match.index, end });
  }
  return found;
}

/** Ids as payment systems and bet slips show them. One without a letter might be a card number in disguise. */
function uuidsIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi)]
    .filter(([uuid]) => /[a-f]/i.test(uuid))
    .map(({ 0: uuid, index }) => ({ start: index, end: index + uuid.length }));
}

/** Of the longest account number that `candidate` begins with and that ends where a word does; 0 without one. */
function ibanLength(candidate: string, follower: string): number {
  let rest = 0;
  let length = 0;
  for (let i = 4; i < candidate.length; i++) {
    rest = modulo97(rest, candidate, i);
    if (i < 14 || valueAt(candidate, i + 1) >= 0 || (i + 1 === candidate.length && valueAt(follower, 0) >= 0)) continue;
    let whole = rest;
    for (let j = 0; j < 4; j++) whole = modulo97(whole, candidate, j);
    if (whole === 1) length = i + 1;
  }
  return length;
}

function modulo97(rest: number, text: string, index: number): number {
  const value = valueAt(text, index);
  if (value < 0) return rest;
  return (rest * (value < 10 ? 10 : 100) + value) % 97;
}

/** Digits as they are, letters from A = 10; of anything else -1. */
function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index) | 32;
  if (code >= 97 && code <= 122) return code - 87;
  return code >= 48 && code <= 57 ? code - 48 : -1;
}

function ascii(digit: string): string {
  const code = digit.charCodeAt(0);
  return `${code - (ZEROS.find((zero) => zero <= code) ?? 0)}`;
}
