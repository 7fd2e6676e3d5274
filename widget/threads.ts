/**
 * The player's conversations: one replica each, and what is unread in all of them.
 * The current one is whole; of the others only what came after the relay's summary, until somebody looks at them.
 */
import { createReplica, type Replica } from '@touchline/shared/client/replica.ts';
import { unread } from '@touchline/shared/client/thread.ts';
import { type Message, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import type { OwnConversation, PlayerReady, ThreadFrame } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';

export type Thread = {
  readonly id: string;
  readonly replica: Replica;
  readonly unread: number;
  readonly lastMessage: OwnConversation['lastMessage'];
};
type Entry = { replica: Replica; summary?: OwnConversation | undefined; toldSeq: number; isWhole: boolean };

export function createThreads(options: {
  send(frame: PlayerUp): boolean;
  changed(): void;
  /** A message that came while we were here, or while we were away; not one of an old page of history. */
  arrived(message: Message, conversation: string): void;
}) {
  const { send, changed, arrived } = options;
  const entries = new Map<string, Entry>();
  let isConnected = false;

  function entry(id: string): Entry {
    let found = entries.get(id);
    if (!found) {
      const replica = createReplica({ conversation: id, changed, ask: send, askHistory: send });
      found = { replica, toldSeq: 0, isWhole: false };
      entries.set(id, found);
    }
    return found;
  }

  return {
    /** Newest activity first. */
    list: (): Thread[] => [...entries].map(([id, one]) => describe(id, one)).sort((a, b) => lastAt(b) - lastAt(a)),

    get: (id: string) => entries.get(id)?.replica,
    unread: () => [...entries.values()].reduce((sum, one) => sum + unreadIn(one), 0),

    /** Looks at one: all of it, from now on. */
    show(id: string): Replica {
      const shown = entry(id);
      if (!shown.isWhole && shown.summary) shown.replica.seed(NEW_CONVERSATION);
      if (isConnected && !(shown.isWhole && shown.replica.live)) shown.replica.resume();
      shown.isWhole = true;
      return shown.replica;
    },

    /** `resumed`: the conversation that the relay opens by itself after this `ready`. */
    ready({ conversations, epoch }: PlayerReady, resumed: string | undefined) {
      isConnected = true;
      if (resumed) entry(resumed).isWhole = true;
      for (const summary of conversations) {
        const one = entry(summary.id);
        // What the relay lists at the first look is not news.
        if (!one.summary && !one.toldSeq) one.toldSeq = summary.state.seq;
        if (!one.summary && !one.isWhole) one.replica.seed(summary.state, epoch);
        one.summary = summary;
      }
      for (const [id, { replica, summary, isWhole }] of entries) {
        // An old closed one is not listened to until somebody looks: it cannot speak by itself.
        if (id !== resumed && (isWhole || summary?.state.status !== 'resolved')) replica.resume();
      }
    },

    receive(frame: ThreadFrame) {
      const one = entry(frame.conversation);
      one.replica.receive(frame);
      if (frame.type === 'reset') one.toldSeq = Math.max(one.toldSeq, frame.state.seq);
      if (frame.type !== 'events') return;
      for (const event of frame.events) {
        if (event.seq <= one.toldSeq) continue;
        one.toldSeq = event.seq;
        if (event.type === 'message') arrived(event, frame.conversation);
      }
    },

    lost() {
      isConnected = false;
      for (const { replica } of entries.values()) replica.lost();
    },

    clear: () => entries.clear(),
  };
}

function unreadIn({ replica, summary, isWhole }: Entry): number {
  const { state, events } = replica;
  // Of a tail alone, what the summary counted stands before it.
  const before = !isWhole && summary && state.readByPlayer < summary.state.seq ? summary.unread : 0;
  return before + unread(events, state, 'player');
}

function describe(id: string, one: Entry): Thread {
  let lastMessage = one.summary?.lastMessage ?? null;
  for (const event of one.replica.events)
    if (event.type === 'message') lastMessage = { ...event, files: event.files?.length };
  return { id, replica: one.replica, unread: unreadIn(one), lastMessage };
}

function lastAt({ lastMessage }: Thread): number {
  return lastMessage?.at ?? Number.POSITIVE_INFINITY;
}
