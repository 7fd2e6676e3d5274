/**
 * What in a text must come out of a translation as it went in: whatever holds a digit (amounts with their sign and
 * currency, odds, scores, dates, phones, IBANs, ids), and links, addresses and @handles.
 *
 * Broad on purpose. A word that is kept needlessly stays in its own language; a digit that is not kept may be changed.
 * Promises: no digit lies outside a token, a token never begins or ends inside a word, and time is linear.
 */
export type Span = { start: number; end: number };

/** In order, disjoint; each the smallest piece that means something alone. */
export function tokensIn(text: string): Span[] {
  return union([...addressesIn(text), ...matches(text, WHOLE), ...numbersIn(text)]).map((span) => withSigns(text, span));
}

/** As they are written, whole words; nothing is said of their other cases. */
export function namesIn(text: string, names: string[]): Span[] {
  const known = names.filter((name) => /\p{L}{2}/u.test(name)).sort((a, b) => b.length - a.length);
  if (known.length === 0) return [];
  const any = known.map((name) => RegExp.escape(name)).join('|');
  return matches(text, new RegExp(`(?<!${IN_WORD})(?:${any})(?!${IN_WORD})`, 'gu'));
}

/** Spans in order, those that overlap made one. */
export function union(spans: Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}

/** Neighbours with no word and no end of a sentence between them made one: `2 - 1`, `1.85 2.10`, `8 (029) 123-45-67`. */
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

const IN_WORD = '[\\p{L}\\p{M}\\p{N}_]';
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** UUIDs and IBANs, which have parts without a digit. */
const WHOLE =
  /(?<![\p{L}\p{N}])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![\p{L}\p{N}])/gu;
const GAP = /^[^\S\n]{0,2}(?:[,;:()+×*=~'’%&|/\-–—−]{0,2}[^\S\n]{0,2}|\.)$/u;
const LONGEST_GAP = 6;

function matches(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

/** Words with a digit in them, and short capitals that a hyphen ties to such a word: `FP-1042-XK`. */
function numbersIn(text: string): Span[] {
  const words = matches(text, WORD).map((span) => {
    const word = text.slice(span.start, span.end);
    return { ...span, kept: /\p{N}/u.test(word), capitals: /^\p{Lu}{1,6}$/u.test(word) };
  });
  const tie = (word: (typeof words)[number], before: (typeof words)[number] | undefined) => {
    if (!before || !word.capitals || text.slice(Math.min(before.end, word.start), Math.max(before.end, word.start)) !== '-') return;
    word.kept ||= before.kept;
  };
  for (const [i, word] of words.entries()) tie(word, words[i - 1]);
  return words.filter(({ kept }) => kept);
}
