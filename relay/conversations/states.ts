import type { Event } from '@touchline/shared/conversation.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { KnownConversation } from './store.ts';

/**
 * This relay's copies of conversation states. A copy may be old; the database has the last word. It follows what other
 * relays append, as far as this one hears of it: without that, every answer from another relay would cost a read.
 */
export type StateCache = {
  get(conversation: string): KnownConversation | undefined;
  set(known: KnownConversation): void;
  /** Brings a copy forward. One with a hole before the events is forgotten, for nobody knows what it missed. */
  follow(conversation: string, events: readonly Event[]): void;
  forget(conversation: string): void;
};

/** Keeps the `max` most recently used states. Forgetting one costs a read, never correctness. */
export function createStateCache(max = 50_000): StateCache {
  const known = new Map<string, KnownConversation>();
  return {
    get(conversation) {
      const found = known.get(conversation);
      if (found) {
        known.delete(conversation);
        known.set(conversation, found);
      }
      return found;
    },
    set(entry) {
      known.delete(entry.id);
      known.set(entry.id, entry);
      if (known.size > max) known.delete(known.keys().next().value as string);
    },
    follow(conversation, events) {
      const copy = known.get(conversation);
      const first = events[0]?.seq ?? 0;
      if (!copy || first <= copy.state.seq) return;
      if (first === copy.state.seq + 1)
        known.set(conversation, { ...copy, state: events.reduce(applyWhole, copy.state) });
      else known.delete(conversation);
    },
    forget(conversation) {
      known.delete(conversation);
    },
  };
}
