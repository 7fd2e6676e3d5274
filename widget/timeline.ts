/** A thread as rows for the eye: separators between days, groups of one author, how far an own message has got. Pure. */
import { receipt, sideOf, type ThreadItem } from '@touchline/shared/client/thread.ts';
import { translationsFor } from '@touchline/shared/client/translations.ts';
import type { Conversation, Translated } from '@touchline/shared/conversation.ts';

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
  /** First and last of a group: same author, minutes apart. */
  isFirst: boolean;
  isLast: boolean;
};
/** `event`: what happened, a kind of `Happening` or one that this page does not know. */
export type Row = MessageRow | { kind: 'day'; key: string; at: number } | { kind: 'event'; key: string; event: string };

const GROUP_WITHIN_MS = 5 * 60_000;
/** Told by the header or with a message, or nothing to the player; a line for each would only be noise. */
const QUIET = ['started', 'assigned', 'parked', 'resolved', 'translated', 'adjusted'];

/** `skewMs`: what to add to this device's clock to get the relay's. */
export function timeline(items: readonly ThreadItem[], state: Conversation, skewMs: number): Row[] {
  const rows: Row[] = [];
  let last: MessageRow | undefined;
  let day = '';
  const events = items.flatMap((item) =>
    item.type === 'event' ? item.event : item.type === 'message' ? item.message : [],
  );
  const translations = translationsFor(state, events);

  for (const item of items) {
    if (item.type === 'event') {
      if (!QUIET.includes(item.event.type)) {
        rows.push({ kind: 'event', key: item.key, event: item.event.type });
        last = undefined;
      }
      continue;
    }
    const row = toRow(item, translations, state, skewMs);
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
  const row = { kind: 'message' as const, key: item.key, isFirst: true, isLast: true };
  if (item.type === 'message') {
    const { seq, text, language, at, author } = item.message;
    const said = { ...row, seq, text, language, at };
    if (sideOf(item.message) === 'player')
      return { ...said, translation: undefined, from: '', state: receipt(item.message, state) };
    const from = author.kind === 'operator' ? author.name : ' ';
    return { ...said, translation: translations.get(seq), from, state: 'received' };
  }
  const { text, at, state: progress } = item.pending;
  const shown = progress === 'failed' || progress === 'sent' ? progress : 'sending';
  const own = { ...row, seq: undefined, language: undefined, translation: undefined, from: '' };
  return { ...own, text, at: at + skewMs, state: shown };
}
