/**
 * Keeps out of a translation what it must not change, and looks afterwards whether it kept its word.
 *
 * Every token (tokens.ts), name and glossary term is replaced by a placeholder such as `XQ-1` before a text leaves, so
 * none of them leaves. Afterwards each placeholder has to be there exactly once, and what was put back must have the
 * same tokens as the original, no more and no fewer: an answer with a new number, link or sign is `altered`, and so is
 * one that has lost words (completeness.ts), has four times as many, or is longer than a message may be. Nothing else
 * in what is sent looks like a placeholder, because a word with a digit is a token itself: nothing that a player writes
 * can be taken for one.
 *
 * Languages move a link, a name, or a date past an amount; but two amounts that have changed places are `altered`, and
 * so is one whose word beside it says something else now (amount-words.ts). The rest of a translation is not judged.
 */
import { judgeText } from '@touchline/shared/text.ts';
import type { GlossaryTerm } from '@touchline/shared/translation-rules.ts';
import { amountWords } from './amount-words.ts';
import { isComplete } from './completeness.ts';
import { termsIn } from './glossary.ts';
import { kindOf, namesIn, neighboursJoined, type Span, tokensIn, union } from './tokens.ts';

export type Protection = {
  /** People, brands and teams, as they are written. */
  names: string[];
  glossary: GlossaryTerm[];
  source: string;
  target: string;
  /** Short numbers stay where they are: for an engine that damages placeholders. */
  inPlace?: boolean;
};

export type Protected = {
  /** As it may be sent out. */
  text: string;
  /** False: nothing in it is to be translated, and `restore(text)` is the translation. */
  needsEngine: boolean;
  restore(translated: string): Restored;
};
export type Restored = { text: string } | { problem: 'altered' };

/** `faithful` is replaced only by tests that show what it is for. */
export function protect(text: string, protection: Protection, faithful = isFaithful): Protected {
  const pieces: string[] = [];
  let sent = '';
  let done = 0;
  for (const { start, end, becomes } of placesIn(text, protection)) {
    pieces.push(becomes);
    sent += `${text.slice(done, start)}${placeholder(pieces.length)}`;
    done = end;
  }
  sent += text.slice(done);
  const { inPlace = false, source, target } = protection;

  return {
    text: sent,
    needsEngine: letters(sent) > 0,
    restore(translated) {
      const put = (passage: string) =>
        passage.replace(PLACEHOLDER, (found, number: string) => pieces[Number(number) - 1] ?? found);
      const judged = judgeText(put(translated));
      if ('error' in judged) return { problem: 'altered' };
      const restored = judged.text;
      // What no placeholder holds together has to be found: `2:1` has the same tokens as `1:2`.
      const [before, after] = inPlace
        ? [wholeTexts(text), wholeTexts(restored)]
        : [placeholdersIn(sent).map(put), placeholdersIn(translated).map(put)];
      return faithful({ text, sent, translated, restored, before, after, source, target })
        ? { text: restored }
        : { problem: 'altered' };
    },
  };
}

type Passage = Record<'text' | 'sent' | 'translated' | 'restored' | 'source' | 'target', string> &
  Record<'before' | 'after', string[]>;

function isFaithful({ text, sent, translated, restored, before, after, source, target }: Passage): boolean {
  return (
    sameItems(placeholdersIn(sent), placeholdersIn(translated)) &&
    sameItems(tokenTexts(text, source, target), tokenTexts(restored, target, source)) &&
    sameItems(before, after) &&
    sameOrder(before, after) &&
    sameItems(sent.match(OVERRIDES) ?? [], translated.match(OVERRIDES) ?? []) &&
    isAboutAsLong(letters(sent), letters(translated)) &&
    isComplete(sent, translated, source, target)
  );
}

/**
 * No letter or digit may touch it, and it is never small: `xq-1` may be a player's, where numbers stay in place. Apertium
 * keeps a placeholder of any shape (17 of them in 500 messages for each of eight directions); this one it takes for a
 * name with a number, so that what stands beside it is neither capitalised nor counted.
 */
const PLACEHOLDER = /(?<![\p{L}\p{M}\p{N}_])XQ-(\d{1,4})(?![\p{L}\p{M}\p{N}_])/gu;
/** With them a number can be shown backwards. */
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

const placeholder = (number: number) => `XQ-${number}`;
const placeholdersIn = (text: string) => text.match(PLACEHOLDER) ?? [];
/**
 * Each with the words that say how much it is. Whether an id is said to be a number is a matter of language:
 * `bet no. 48213` is `ставка № 48213`.
 */
const tokenTexts = (text: string, language: string, other: string) =>
  tokensIn(text).map(({ start, end }) => {
    const token = text.slice(start, end).replace(/^[#№]\s?/u, '');
    return `${token} ${amountWords(text, end, language, other)}`;
  });
const wholeTexts = (text: string) =>
  neighboursJoined(text, tokensIn(text)).map(({ start, end }) => text.slice(start, end));
const letters = (text: string) => text.replace(PLACEHOLDER, '').match(/\p{L}/gu)?.length ?? 0;

/** The allowance is for `ok`, which is ten letters in Spanish. */
function isAboutAsLong(before: number, after: number): boolean {
  if (before > 0 && after === 0) return false;
  return after <= 4 * before + 24 && before <= 4 * after + 24;
}

function sameItems(ours: string[], theirs: string[]): boolean {
  const sorted = theirs.toSorted();
  return ours.length === theirs.length && ours.toSorted().every((item, i) => item === sorted[i]);
}

/** Of what may be taken for each other. That a date stands before an amount is a matter of language. */
function sameOrder(ours: string[], theirs: string[]): boolean {
  return KINDS.every((kind) => {
    const other = theirs.filter((item) => kindOf(item) === kind);
    return ours.filter((item) => kindOf(item) === kind).every((item, i) => item === other[i]);
  });
}

const KINDS = ['moment', 'reference', 'number'] as const;

type Place = Span & { becomes: string };

/** Up to six digits, as amounts, odds and scores have, which tell nobody who wrote; phones and accounts have more. */
const SHORT_NUMBER = /^(?!(?:\P{N}*\p{N}){7})\P{L}{1,14}(?:\p{Lu}{3})?$/u;

function placesIn(text: string, { names, glossary, source, target, inPlace }: Protection): Place[] {
  const kept = neighboursJoined(text, union([...tokensIn(text), ...namesIn(text, names)])).filter(
    ({ start, end }) => !(inPlace && SHORT_NUMBER.test(text.slice(start, end))),
  );
  const places: Place[] = [];
  let done = 0;
  for (const { start, end } of [...kept, { start: text.length, end: text.length }]) {
    for (const term of termsIn(text.slice(done, start), glossary, source, target)) {
      places.push({ start: done + term.start, end: done + term.end, becomes: term.becomes });
    }
    if (start < end) places.push({ start, end, becomes: text.slice(start, end) });
    done = end;
  }
  return places;
}
