/** A thread as rows for the eye: separators between days, groups of one author, how far an own message has got. Pure. */
import { receipt, sideOf, type ThreadItem } from '@touchline/shared/client/thread.ts';
import { translationsFor } from '@touchline/shared/client/translations.ts';
import type { Conversation, Enclosed, Message, Translated } from '@touchline/shared/conversation.ts';
import type { Quoted } from './replying.tsx';

export type MessageState = 'sending' | 'sent' | 'seen' | 'failed' | 'received';
export type MessageRow = {
  kind: 'message';
  key: string;
  /** Undefined until the log has placed it. */
  seq: number | undefined;
  text: string;
  /** Of the text, where that is known. */
  language: string | undefined;
  /** How the player reads it, or why they read the original; of others' messages. */
  translation: Translated | undefined;
  at: number;
  /** Empty for the player's own. */
  from: string;
  state: MessageState;
  /** Why, when `failed`. */
  error: string | undefined;
  /** What there is besides the text, undefined if nothing; and the message that this one answers. */
  carried: Enclosed | undefined;
  quoted: Quoted | undefined;
  /** A later one puts it right. */
  isCorrected: boolean;
  /** First and last of a group: same author, minutes apart. */
  isFirst: boolean;
  isLast: boolean;
};
/** `event`: what happened, a kind of `Happening` or one that this page does not know. */
export type Row = MessageRow | { kind: 'day'; key: string; at: number } | { kind: 'event'; key: string; event: string };

const GROUP_WITHIN_MS = 5 * 60_000;
/** Told by the header or with a message, or nothing to the player; a line for each would only be noise. */
const QUIET = ['started', 'assigned', 'parked', 'resolved', 'translated', 'adjusted', 'rated'];

/** `skewMs`: what to add to this device's clock to get the relay's. */
export function timeline(items: readonly ThreadItem[], state: Conversation, skewMs: number): Row[] {
  const rows: Row[] = [];
  let last: MessageRow | undefined;
  let day = '';
  const events = items.flatMap((item) =>
    item.type === 'event' ? item.event : item.type === 'message' ? item.message : [],
  );
  const translations = translationsFor(state, events);
  const messages = new Map<number, Message>();
  const corrected = new Set<number>();
  for (const event of events) {
    if (event.type !== 'message') continue;
    messages.set(event.seq, event);
    // Nobody puts right what somebody else wrote.
    const former = messages.get(event.corrects ?? 0);
    if (former && sideOf(former) === sideOf(event)) corrected.add(former.seq);
  }

  for (const item of items) {
    if (item.type === 'event') {
      if (!QUIET.includes(item.event.type)) {
        rows.push({ kind: 'event', key: item.key, event: item.event.type });
        last = undefined;
      }
      continue;
    }
    const row = toRow(item, translations, state, skewMs);
    row.isCorrected = corrected.has(row.seq ?? 0);
    const { replyTo } = row.carried ?? {};
    if (replyTo) {
      const message = messages.get(replyTo);
      row.quoted = { seq: replyTo, message, text: translations.get(replyTo)?.text ?? message?.text ?? '' };
    }
    const today = new Date(row.at).toDateString();
    if (today !== day) {
      rows.push({ kind: 'day', key: today, at: row.at });
      day = today;
      last = undefined;
    }
    if (last && last.from === row.from && row.at - last.at < GROUP_WITHIN_MS) {
      last.isLast = false;
      row.isFirst = false;
    }
    rows.push(row);
    last = row;
  }
  return rows;
}

export function lastKey(rows: readonly Row[]): string | undefined {
  return rows[rows.length - 1]?.key;
}

function toRow(
  item: Exclude<ThreadItem, { type: 'event' }>,
  translations: Map<number, Translated>,
  state: Conversation,
  skewMs: number,
): MessageRow {
  const row = {
    ...{ kind: 'message' as const, key: item.key, isFirst: true, isLast: true },
    ...{ quoted: undefined, isCorrected: false, error: undefined },
  };
  if (item.type === 'message') {
    const { seq, text, language, at, author } = item.message;
    const said = { ...row, seq, text, language, at, carried: carriedBy(item.message) };
    if (sideOf(item.message) === 'player')
      return { ...said, translation: undefined, from: '', state: receipt(item.message, state) };
    const from = author.kind === 'operator' ? author.name : ' ';
    return { ...said, translation: translations.get(seq), from, state: 'received' };
  }
  const { text, at, state: progress } = item.pending;
  const shown = progress === 'failed' || progress === 'sent' ? progress : 'sending';
  const own = { ...row, seq: undefined, language: undefined, translation: undefined, from: '' };
  const { error } = item.pending;
  return { ...own, text, at: at + skewMs, state: shown, error, carried: carriedBy(item.pending) };
}

function carriedBy<Carrier extends Enclosed>(one: Carrier): Carrier | undefined {
  return one.files || one.replyTo || one.corrects || one.about ? one : undefined;
}
