import type { Clock } from './clock.ts';

/** A clock that stands still until a test moves it. Tasks run in the order they fall due. */
export interface FakeClock extends Clock {
  /** Moves on by `ms`, running what falls due on the way, including what those tasks schedule. */
  advance(ms: number): void;
  /** Tasks not yet run. */
  pending(): number;
}

export function fakeClock(startMs = Date.UTC(2026, 10, 22)): FakeClock {
  let now = startMs;
  let tasks: { due: number; task: () => void }[] = [];

  return {
    now: () => now,
    after(ms, task) {
      const entry = { due: now + ms, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = tasks.filter((entry) => entry.due <= end).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        tasks = tasks.filter((entry) => entry !== next);
        now = Math.max(now, next.due);
        next.task();
      }
      now = end;
    },
    pending: () => tasks.length,
  };
}
