import type { Clock } from '../clock.ts';

/** One timer per key: setting it again calls the former off. */
export function timers(clock: Clock) {
  const running = new Map<string, () => void>();
  const stop = (key: string) => {
    running.get(key)?.();
    running.delete(key);
  };
  return {
    stop,
    wait(key: string, ms: number, task: () => void) {
      stop(key);
      running.set(key, clock.after(ms, task));
    },
  };
}
