import type { KnownConversation } from './store.ts';

/** This relay's copies of conversation states. A copy may be old; the database has the last word. */
export type StateCache = {
  get(conversation: string): KnownConversation | undefined;
  set(known: KnownConversation): void;
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
    forget(conversation) {
      known.delete(conversation);
    },
  };
}
