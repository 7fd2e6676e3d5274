/**
 * What may be the text of a message. The composer asks before it stores, the relay before it commits; same answer.
 * Harmless repairs are made silently: NFC, trimmed, no U+0000 (Postgres refuses it and nobody can see it), no
 * overrides of direction, lone surrogates replaced. Anything that would lose words is refused instead. Card numbers are redact.ts's.
 */
import { MESSAGE_MAX_BYTES, MESSAGE_MAX_GRAPHEMES } from './wire.ts';

export type Judgement = { text: string } | { error: 'empty-text' | 'text-too-long' };

export function judgeText(raw: string): Judgement {
  // First, because everything below takes time by length.
  if (raw.length > MESSAGE_MAX_BYTES * 2) return { error: 'text-too-long' };
  const text = raw.replace(LONE_SURROGATE, '\ufffd').replace(UNSEEN, '').normalize('NFC').trim();
  if (!VISIBLE.test(text)) return { error: 'empty-text' };
  return fits(text) ? { text } : { error: 'text-too-long' };
}

/** Characters as a reader counts them: an emoji with its skin tone is one, a letter with its accents too. */
export function countGraphemes(text: string): number {
  // Plain letters need no segmenter, which takes a millisecond for every few kilobytes.
  if (PLAIN.test(text)) return text.length;
  let count = 0;
  // Firefox before 125 has none. Code points are the next best: never fewer than graphemes.
  if ('Segmenter' in Intl) segmenter ??= new Intl.Segmenter();
  for (const _ of segmenter?.segment(text) ?? text) count++;
  return count;
}

/** Something besides white space and format characters (zero-width space, direction marks). */
const VISIBLE = /[^\s\p{Cf}\p{Cc}]/u;
/** Latin, Greek, Cyrillic and Armenian letters, digits, general punctuation: one code unit, one character. */
const PLAIN =
  /^[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;
/** Nobody types what turns the direction of all that follows, and `gpj.exe` behind one is read as exe.jpg. */
const UNSEEN = /[\0\u202a-\u202e]/g;
/** In unicode mode a pair is one character, and not this one. toWellFormed() for browsers before 2023. */
const LONE_SURROGATE = /\p{Cs}/gu;
let segmenter: Intl.Segmenter | undefined;

function fits(text: string): boolean {
  // A code unit takes at most three bytes, and no grapheme is less than one code unit.
  const short = text.length * 3 <= MESSAGE_MAX_BYTES;
  if (!short && new TextEncoder().encode(text).length > MESSAGE_MAX_BYTES) return false;
  return text.length <= MESSAGE_MAX_GRAPHEMES || countGraphemes(text) <= MESSAGE_MAX_GRAPHEMES;
}
