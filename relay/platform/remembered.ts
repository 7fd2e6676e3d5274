import type { Clock } from '@touchline/shared/clock.ts';

/**
 * What `read` answers, remembered by its key for `freshMs`: so long may a change take to count here. Those who ask at
 * once share one reading; one that failed is not remembered. More keys than `max` and the oldest go.
 */
export function remembered<Value>(
  read: (key: string) => Promise<Value>,
  { clock, freshMs, max }: { clock: Clock; freshMs: number; max: number },
) {
  const known = new Map<string, { until: number; value: Promise<Value> }>();
  return {
    get(key: string): Promise<Value> {
      const entry = known.get(key);
      if (entry && entry.until > clock.now()) return entry.value;
      const value = read(key);
      known.delete(key);
      known.set(key, { until: clock.now() + freshMs, value });
      value.catch(() => known.delete(key));
      if (known.size > max) known.delete(known.keys().next().value as string);
      return value;
    },
    forget: (key: string): void => void known.delete(key),
  };
}
