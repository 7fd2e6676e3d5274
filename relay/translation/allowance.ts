import type { Clock } from '@touchline/shared/clock.ts';

/** More keys than this and the oldest start anew. */
const KEYS_MAX = 10_000;

/** So much per key in each window, on this relay. Returns whether `amount` is still within it, and if so counts it. */
export function createAllowance(clock: Clock, most: number, windowMs: number) {
  const used = new Map<string, { until: number; amount: number }>();
  return (key: string, amount: number): boolean => {
    const now = clock.now();
    const known = used.get(key);
    const window = known && known.until > now ? known : { until: now + windowMs, amount: 0 };
    if (window.amount + amount > most) return false;
    window.amount += amount;
    used.delete(key);
    used.set(key, window);
    if (used.size > KEYS_MAX) used.delete(used.keys().next().value as string);
    return true;
  };
}
