import type { StateCache } from './log.ts';
import type { KnownConversation } from './store.ts';

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
