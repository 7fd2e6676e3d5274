/**
 * What a client says again with every poll, because the relay remembers nothing between two: which conversations are
 * open and up to where they were received, and how new the rows of the desk are.
 */
import type { Position } from './replica.ts';

export type PollMemory = ReturnType<typeof createPollMemory>;
type Sent = { type: string } & Partial<Position>;
type Received = Sent & {
  clientId?: string;
  state?: { seq: number };
  events?: readonly { seq: number }[];
  rows?: readonly { updatedAt: number }[];
};

export function createPollMemory() {
  const open = new Map<string, Position>();
  let since = 0;

  return {
    get positions(): readonly Position[] {
      return [...open.values()];
    },
    /** 0 before there were rows. */
    get since() {
      return since;
    },

    sent({ type, conversation = '', epoch = '', seq = 0 }: Sent) {
      open.delete(conversation);
      if (type === 'open') open.set(conversation, { conversation, epoch, seq });
    },

    received({ type, conversation = '', epoch = '', seq = 0, clientId, state, events = [], rows = [] }: Received) {
      const known = open.get(conversation);
      if (type === 'opened') open.set(conversation, { conversation, epoch, seq });
      else if (type === 'reset') open.set(conversation, { conversation, epoch: '', seq: state?.seq ?? 0 });
      else if (type === 'events' && known) known.seq = Math.max(known.seq, events[events.length - 1]?.seq ?? 0);
      // Refused: whoever asked for it asks again when it wants to.
      else if (type === 'error' && !clientId) open.delete(conversation);
      for (const { updatedAt } of rows) since = Math.max(since, updatedAt);
    },
  };
}
