/**
 * One session's view of one conversation: brings it from where it stands to the present and keeps it there.
 *
 *     closed ──open──▶ catching ──tail sent──▶ live ──gap heard──▶ catching
 *
 * It listens first and reads afterwards; what is heard while reading is held and sent behind it. Overlap is dropped
 * by seq, so nothing is sent twice and nothing can fall between. Opening is authorised by the caller; what is heard
 * is authorised again here, because a player may open a conversation before it exists, and then it is another's.
 */
import { type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { encodeNews, type Fanout, type ThreadNews } from './fanout.ts';
import { newestThatFit } from './history.ts';
import type { ConversationStore } from './store.ts';
import { type Audience, eventFor, type Reader, stateFor } from './views.ts';

type Deps = {
  conversation: string;
  audience: Audience;
  /** Which operator, on the conversation's site. What is for one of them is never heard, only read. */
  readerOn?(siteId: string): Reader | undefined;
  /** This session, so that it does not hear itself typing. */
  session: string;
  store: ConversationStore;
  fanout: Fanout;
  epoch: string;
  /** Whether news of a conversation of this contact is the reader's to hear. */
  mayHear(contact: string): boolean;
  /** Asks the database the same; for news that says otherwise. */
  mayRead(): Promise<boolean>;
  send(text: string): void;
  /** Something that operators wrote was among what was sent just now; the reader has everything up to this seq. */
  sent?(upTo: number): void;
  failed(error: unknown): void;
};

export type Feed = { open(epoch: string, seq: number): Promise<void>; close(): void };

/** More missing events than this are answered by `reset`. */
const TAIL_MAX_EVENTS = 200;

export function createFeed(deps: Deps): Feed {
  const { conversation, audience, store, send } = deps;
  let position = 0;
  let live = false;
  let closed = false;
  let missed = false;
  let readings = 0;
  let held: Event[] = [];
  let stopListening: (() => void) | null = null;

  async function listen(): Promise<void> {
    const stop = await deps.fanout.onThread(conversation, { hear, position: () => position });
    if (closed) stop();
    else stopListening = stop;
  }

  function hear(news: ThreadNews): void {
    if (!deps.mayHear(news.contact)) {
      hearStranger().catch(deps.failed);
      return;
    }
    if (!('events' in news)) {
      if (live && news.from !== deps.session) send(encodeNews(news, audience));
      return;
    }
    if (news.events.length === 0) return readAgain();
    if (!live) {
      held.push(...news.events);
      return;
    }
    const first = news.events[0];
    if (first?.seq === position + 1) {
      position += news.events.length;
      send(encodeNews(news, audience));
      told(news.events);
      return;
    }
    deliver(news.events);
  }

  function readAgain(): void {
    if (!live) {
      // What is being read now may be from before the reason to read again.
      missed = true;
      return;
    }
    live = false;
    catchUp(position, false).catch(deps.failed);
  }

  /** The sender's copy may be from before an anonymous player signed in: the database says whose it is. */
  async function hearStranger(): Promise<void> {
    if (await deps.mayRead()) readAgain();
    else close();
  }

  function close(): void {
    closed = true;
    stopListening?.();
  }

  /** Sends what follows the position; a hole means that the bus lost something, and the log is read again. */
  function deliver(events: Event[]): void {
    const next = events.filter((event) => event.seq > position);
    if (next.length === 0) return;
    if (next[0]?.seq !== position + 1) return readAgain();
    position = next.at(-1)?.seq ?? position;
    send(frame({ type: 'events', events: next.map((event) => eventFor(audience, event)) }));
    told(next);
  }

  function told(events: Event[]): void {
    if (deps.sent && events.some(isOfOperators)) deps.sent(position);
  }

  /** False when a newer `open` has taken its place, or it is not the reader's any more. */
  async function catchUp(from: number, anew: boolean): Promise<boolean> {
    const reading = ++readings;
    const tail = await store.tail(conversation, from, TAIL_MAX_EVENTS + 1);
    if (closed || reading !== readings) return false;
    if (tail && !deps.mayHear(tail.known.contactId)) {
      close();
      return false;
    }
    const state = tail?.known.state ?? NEW_CONVERSATION;
    // A client ahead of us has seen another history (a restore): it starts again, and never merges (A5).
    if (from > state.seq) return catchUp(0, true);
    const reader = tail ? deps.readerOn?.(tail.known.siteId) : undefined;
    const events = (tail?.events ?? []).map((event) => eventFor(audience, event, reader));
    const fitting = newestThatFit(events.slice(-TAIL_MAX_EVENTS));
    const whole = fitting.length === events.length && (events[0]?.seq ?? from + 1) === from + 1;
    if (anew || !whole) {
      send(
        frame({ type: 'reset', state: stateFor(audience, state), events: fitting, more: (fitting[0]?.seq ?? 1) > 1 }),
      );
    } else if (events.length > 0) {
      send(frame({ type: 'events', events }));
    }
    position = state.seq;
    live = true;
    told(tail?.events ?? []);
    const meanwhile = held;
    held = [];
    deliver(meanwhile);
    if (missed) {
      missed = false;
      readAgain();
    }
    return true;
  }

  const frame = (fields: object) => JSON.stringify({ ...fields, conversation });

  return {
    async open(epoch, seq) {
      live = false;
      if (!stopListening) await listen();
      const foreign = seq > 0 && epoch !== deps.epoch;
      const caughtUp = await catchUp(foreign ? 0 : seq, foreign);
      if (caughtUp) send(frame({ type: 'opened', epoch: deps.epoch, seq: position }));
    },
    close,
  };
}

/** What a player reads of them: their words, and those words in the player's language. */
function isOfOperators(event: Event): boolean {
  if (event.type === 'translated') return event.reader === 'player';
  return event.type === 'message' && event.author.kind === 'operator';
}
