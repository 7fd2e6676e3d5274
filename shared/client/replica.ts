/**
 * One conversation's copy on one screen: a state, and the newest part of its log in order.
 *
 *     behind ──ask──▶ asked ──events, reset──▶ asked ──opened──▶ live ──gap──▶ asked …
 *        ▲                                                        │
 *        └──────────────────────── line lost ─────────────────────┘
 *
 * Promises: what is shown is always a stretch of the log without hole or repeat, ending at `position().seq`; the position
 * moves only together with an applied event; events of two epochs are never mixed: whoever is of another epoch, or
 * ahead of the relay, starts again from nothing. Holds nothing for later: what comes too early is asked for again.
 * Deliberately keeps no time. When the relay answers an ask with an `error`, call lost() and, a moment later, resume().
 */
import { apply, type Conversation, type Event, NEW_CONVERSATION } from '../conversation.ts';
import type { ThreadFrame } from '../down.ts';

export type Position = { conversation: string; epoch: string; seq: number };
export type Replica = ReturnType<typeof createReplica>;

export function createReplica(options: {
  conversation: string;
  changed(): void;
  ask(frame: Position & { type: 'open' }): void;
  /** Operators fold in more than players do. */
  fold?: typeof apply;
  askHistory?(frame: { type: 'history'; conversation: string; before: number }): void;
}) {
  const { conversation, changed, ask, askHistory, fold = apply } = options;
  let state: Conversation = NEW_CONVERSATION;
  /** A new list with every change. */
  let events: readonly Event[] = [];
  let more = false;
  let live = false;
  /** Of the log that we hold; empty while the relay has not named it. */
  let epoch = '';
  let asked = false;
  /** Position of the last ask. */
  let askedFrom = -1;
  let askedOlder = false;
  /** The highest seq that came too early. */
  let heard = 0;

  const replica = {
    get state() {
      return state;
    },
    get events() {
      return events;
    },
    /** Whether there is something before `events`; older() fetches it. */
    get more() {
      return more;
    },
    /** Caught up; what comes now comes as it happens. */
    get live() {
      return live;
    },

    position: (): Position => ({ conversation, epoch, seq: state.seq }),

    receive(frame: ThreadFrame) {
      if (frame.conversation !== conversation) return;
      if (frame.type === 'events') extend(frame.events);
      else if (frame.type === 'history') prepend(frame.events, frame.more);
      else if (frame.type === 'reset') {
        // Which epoch this is, the `opened` after it says.
        epoch = '';
        ({ state, events, more } = frame);
      } else arrive(frame.epoch, frame.seq);
      changed();
    },

    /** After `ready`, unless the hello resumed this one; and to look at a conversation for the first time. */
    resume() {
      if (asked) return;
      asked = true;
      askedFrom = state.seq;
      ask({ type: 'open', ...replica.position() });
    },

    /** Asks for a page of older events, once at a time. */
    older() {
      if (!more || askedOlder) return;
      askedOlder = true;
      askHistory?.({ type: 'history', conversation, before: first() });
    },

    lost() {
      live = asked = askedOlder = false;
      heard = 0;
      changed();
    },

    /** Starts from a list's summary: nothing shown yet, what follows it arrives as the tail. `of`: its `ready`'s epoch. */
    seed(summary: Conversation, of = '') {
      state = summary;
      events = [];
      more = summary.seq > 0;
      epoch = of;
      changed();
    },
  };
  return replica;

  function extend(arrived: readonly Event[]) {
    const fresh: Event[] = [];
    for (const event of arrived) {
      if (event.seq <= state.seq) continue;
      if (event.seq > state.seq + 1) {
        heard = Math.max(heard, event.seq);
        continue;
      }
      state = fold(state, event);
      fresh.push(event);
    }
    if (fresh.length) events = [...events, ...fresh];
    if (heard <= state.seq) return;
    live = false;
    replica.resume();
  }

  function arrive(named: string, seq: number) {
    asked = false;
    if (epoch && (epoch !== named || seq < state.seq)) return startAgain();
    epoch = named;
    live = Math.max(heard, seq) <= state.seq;
    heard = 0;
    // An event that overtook the answer was not held, and nothing but another ask would bring it before the next one.
    // An answer that brought nothing would be followed by the same, as fast as the line can carry it.
    if (!live && state.seq !== askedFrom) replica.resume();
  }

  function startAgain() {
    state = NEW_CONVERSATION;
    events = [];
    epoch = '';
    more = live = false;
    heard = 0;
    replica.resume();
  }

  /** A page that does not fit our front is the answer to an older question; it may be asked again. */
  function prepend(page: readonly Event[], pageMore: boolean) {
    askedOlder = false;
    const older = page.filter((event) => event.seq < first());
    const last = older[older.length - 1];
    if (last && last.seq !== first() - 1) return;
    if (last) events = [...older, ...events];
    if (!page.length || page[0]?.seq === first()) more = pageMore;
  }

  /** Seq of the oldest event that is shown, or would be. */
  function first() {
    return events[0]?.seq ?? state.seq + 1;
  }
}
