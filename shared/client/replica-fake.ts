import { apply, type Conversation, type Event, NEW_CONVERSATION } from '../conversation.ts';
import type { ThreadFrame } from '../down.ts';
import { createReplica, type Position } from './replica.ts';

export const CONVERSATION = 'one';

/** A message; `text` tells which log it is from. */
export const message = (seq: number, text = `${seq}`): Event => ({
  seq,
  at: seq,
  type: 'message',
  author: { kind: 'player' },
  clientId: `${text}`,
  text,
});

export const stateOf = (log: readonly Event[]): Conversation => log.reduce(apply, NEW_CONVERSATION);
export const events = (...some: Event[]): ThreadFrame => ({ type: 'events', conversation: CONVERSATION, events: some });
export const opened = (seq: number, epoch = 'e'): ThreadFrame => ({
  type: 'opened',
  conversation: CONVERSATION,
  epoch,
  seq,
});

/** What a relay answers to an `open`: the tail, or a reset with the newest `fit` events, then `opened`. */
export function answer(log: readonly Event[], epoch: string, asked: Position, fit = 5): ThreadFrame[] {
  const tail = log.slice(asked.seq);
  const known = (asked.epoch === epoch || asked.seq === 0) && asked.seq <= log.length && tail.length <= fit;
  const newest = log.slice(-fit);
  const reset: ThreadFrame = {
    type: 'reset',
    conversation: CONVERSATION,
    state: stateOf(log),
    events: newest,
    more: newest.length < log.length,
  };
  return [...(known ? (tail.length ? [events(...tail)] : []) : [reset]), opened(log.length, epoch)];
}

/** A replica with everything it asks for, in order. */
export function startReplica(make: typeof createReplica = createReplica) {
  const asked: Position[] = [];
  const askedHistory: number[] = [];
  const replica = make({
    conversation: CONVERSATION,
    changed() {},
    ask: ({ conversation, epoch, seq }) => asked.push({ conversation, epoch, seq }),
    askHistory: ({ before }) => askedHistory.push(before),
  });
  const receive = (...frames: ThreadFrame[]) => frames.forEach(replica.receive);
  return { replica, receive, asked, askedHistory, seqs: () => replica.events.map(({ seq }) => seq) };
}

/** The planted defect: takes whatever is newer than what it has, as a list of messages would. */
export const withoutGapCheck: typeof createReplica = (options) => {
  const inner = createReplica(options);
  let shown: Event[] = [];
  return {
    ...inner,
    get events() {
      return shown;
    },
    get state() {
      return { ...stateOf(shown), seq: shown[shown.length - 1]?.seq ?? 0 };
    },
    position: () => ({ conversation: CONVERSATION, epoch: 'e', seq: shown[shown.length - 1]?.seq ?? 0 }),
    receive(frame) {
      if (frame.type === 'reset') shown = frame.events;
      if (frame.type !== 'events') return;
      for (const event of frame.events) if (event.seq > (shown[shown.length - 1]?.seq ?? 0)) shown = [...shown, event];
    },
  };
};
