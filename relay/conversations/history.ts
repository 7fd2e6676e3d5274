import type { Event } from '@touchline/shared/conversation.ts';
import { FIRST_FRAME_MAX_BYTES } from '@touchline/shared/wire.ts';
import type { ConversationStore } from './store.ts';
import { type Audience, eventFor, type Reader } from './views.ts';

export type HistoryFrame = { type: 'history'; conversation: string; events: Event[]; more: boolean };
export type History = (
  audience: Audience,
  conversation: string,
  before: number,
  reader?: Reader,
) => Promise<HistoryFrame>;

/** A page is at most this many events, and fits a first frame unless a single event does not. */
const PAGE_MAX_EVENTS = 100;

/** Pages of older events. The caller has authorised the reader. */
export function createHistory(store: ConversationStore): History {
  return async (audience, conversation, before, reader) => {
    const older = await store.before(conversation, before, PAGE_MAX_EVENTS);
    const events = newestThatFit(older.map((event) => eventFor(audience, event, reader)));
    return { type: 'history', conversation, events, more: (events[0]?.seq ?? 1) > 1 };
  };
}

/** What a frame holds besides its events: type, ids, and the state with an operator's name in it. */
const ENVELOPE_BYTES = 1_024;

/** The newest whole events that fit a first frame (A12). One that alone is larger still goes. */
export function newestThatFit(events: Event[]): Event[] {
  let bytes = 0;
  let from = events.length;
  while (from > 0) {
    bytes += Buffer.byteLength(JSON.stringify(events[from - 1])) + 1;
    if (bytes > FIRST_FRAME_MAX_BYTES - ENVELOPE_BYTES && from < events.length) break;
    from--;
  }
  return events.slice(from);
}
