/**
 * A thread as it is read: the log's messages and notes with days and happenings between them, then what has not left
 * yet. Keyed by client id, so that the echo of a reply replaces its pending bubble in place. Pure.
 */
import type { Conversation, Event, Message } from '@touchline/shared/conversation.ts';
import { isBy } from './blind.ts';
import type { Line, MessageLine, NoteLine } from './line-types.ts';
import { correctedSeqs, quotesIn } from './quotes.ts';
import { createRenderings, type Reading } from './rendering.ts';
import { type Unsent, unsentLine, unsentNote } from './unsent-lines.ts';

type Thread = { state: Conversation; events: readonly Event[] };
type View = {
  me: string;
  reading: Reading;
  unsent: readonly Unsent[];
  /** Notes of ours that have not left. */
  unsentNotes: readonly Unsent[];
  /** Our messages up to here have reached a device of the player's. */
  deliveredUpTo: number;
  /** Messages of others after this seq are marked. */
  markAfter: number | null;
  /** The first message of the player after this seq stands under a line "new". */
  newAfter: number | null;
};

const RUN_MS = 5 * 60_000;
/** Lines are grouped so that the browser may skip what is far from the screen. */
const GROUP_SEQS = 40;

export function linesOf(thread: Thread, view: View): Line[] {
  const lines: Line[] = [];
  const present = new Set<string>();
  let last: { at: number; author: string } | null = null;
  let divided = view.newAfter === null;
  let lastSeen: MessageLine | null = null;
  const rendered = createRenderings(thread.events, thread.state, view.reading);
  const corrected = correctedSeqs(thread.events);
  const quoted = quotesIn(thread.events, view.me, rendered);
  const isNewDay = days();

  for (const [at, event] of thread.events.entries()) {
    if (isUnspoken(event)) continue;
    if (isNewDay(event.at)) {
      lines.push({ kind: 'day', key: `day ${event.seq}`, seq: event.seq, at: event.at });
      last = null;
    }
    if (event.type === 'note') {
      present.add(event.clientId);
      lines.push(noteLine(event, view.me));
      last = { at: event.at, author: '' };
      continue;
    }
    if (event.type === 'whisper') {
      lines.push({ kind: 'whisper', key: `whisper ${event.seq}`, seq: event.seq, event });
      last = { at: event.at, author: '' };
      continue;
    }
    if (event.type !== 'message') {
      const before = thread.events[at - 1];
      lines.push({ kind: 'event', key: `event ${event.seq}`, seq: event.seq, event, before });
      last = { at: event.at, author: '' };
      continue;
    }
    if (!divided && event.author.kind === 'player' && event.seq > (view.newAfter ?? 0)) {
      lines.push({ kind: 'new', key: 'new', seq: event.seq });
      divided = true;
      last = null;
    }
    const line: MessageLine = { ...messageLine(event, thread.state, view), ...rendered(event), ...quoted(event) };
    line.corrected = corrected.has(event.seq);
    const author = authorKey(event);
    line.first = !last || last.author !== author || event.at - last.at > RUN_MS;
    last = { at: event.at, author };
    if (line.state === 'seen') lastSeen = line;
    present.add(event.clientId);
    lines.push(line);
  }
  if (lastSeen) lastSeen.lastSeen = true;

  let first = last?.author !== `operator ${view.me}`;
  for (const pending of view.unsent) {
    if (present.has(pending.clientId)) continue;
    lines.push({ ...unsentLine(pending, first), ...quoted(pending) });
    first = false;
  }
  for (const pending of view.unsentNotes) if (!present.has(pending.clientId)) lines.push(unsentNote(pending));
  return lines;
}

/** Whether a time is of another day than the one before, by the reader's clock. Midnights are worked out once a day, not once a line. */
function days(): (at: number) => boolean {
  let [from, to] = [0, 0];
  return (at) => {
    if (at >= from && at < to) return false;
    from = new Date(at).setHours(0, 0, 0, 0);
    to = new Date(from).setDate(new Date(from).getDate() + 1);
    return true;
  };
}

/** What moves the log and says nothing. A translation belongs to its message, however much later it came. */
function isUnspoken(event: Event): boolean {
  return event.type === 'read' || event.type === 'started' || event.type === 'translated';
}

function noteLine(event: Event & { type: 'note' }, me: string): NoteLine {
  return {
    kind: 'note',
    key: event.clientId,
    seq: event.seq,
    at: event.at,
    text: event.text,
    own: isBy(event, me),
    name: event.author.kind === 'operator' ? event.author.name : null,
    state: 'sent',
    error: null,
  };
}

type OfMessage = Omit<MessageLine, 'rendering' | 'translated' | 'awaitedSince' | 'quoteOf' | 'quoteText' | 'quoteName'>;

function messageLine(event: Message, state: Conversation, view: View): OfMessage {
  const own = isBy(event, view.me);
  const { author } = event;
  return {
    kind: 'message',
    key: event.clientId,
    seq: event.seq,
    at: event.at,
    text: event.text,
    files: event.files ?? null,
    about: event.about ?? null,
    language: event.language ?? (author.kind === 'player' ? state.language : null),
    side: own ? 'own' : author.kind === 'operator' ? 'colleague' : author.kind,
    name: author.kind === 'operator' ? author.name : null,
    state: author.kind !== 'operator' ? 'received' : event.seq <= state.readByPlayer ? 'seen' : 'sent',
    delivered: author.kind === 'operator' && event.seq <= view.deliveredUpTo,
    error: null,
    first: true,
    marked: !own && view.markAfter !== null && event.seq > view.markAfter,
    lastSeen: false,
    corrects: event.corrects ?? null,
    corrected: false,
  };
}

function authorKey(event: Event): string {
  return event.author.kind === 'operator' ? `operator ${event.author.id ?? event.author.name}` : event.author.kind;
}

/** By seq and not by count, so that older pages put in front move nothing that is there. */
export function grouped(lines: readonly Line[]): { key: number; lines: Line[] }[] {
  const groups: { key: number; lines: Line[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const key = line.seq === null ? (last?.key ?? 0) : Math.floor(line.seq / GROUP_SEQS);
    if (last?.key === key) last.lines.push(line);
    else groups.push({ key, lines: [line] });
  }
  return groups;
}

export function sameLines(a: readonly Line[], b: readonly Line[]): boolean {
  return a.length === b.length && a.every((line, at) => sameLine(line, b[at]));
}

/** Lines are flat, and what they hold is never changed in place. For two thousand of them a list of entries each is too much. */
function sameLine(a: Line, b: Line | undefined): boolean {
  if (a === b) return true;
  if (b === undefined) return false;
  for (const name in a) if (a[name as keyof Line] !== b[name as keyof Line]) return false;
  return true;
}
