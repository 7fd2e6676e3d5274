import { Refusal } from '../platform/errors.ts';

const RETRY_MS = 2_000;

/** Lets one in at a time, by key, on this relay; whoever comes meanwhile is refused as `too-fast`. */
export function createOneAtOnce(message: string) {
  const inside = new Set<string>();
  return {
    /** Returns what to call when it is over. */
    enter(key: string): () => void {
      if (inside.has(key)) throw new Refusal('too-fast', message, { retryAfterMs: RETRY_MS });
      inside.add(key);
      return () => void inside.delete(key);
    },
  };
}
