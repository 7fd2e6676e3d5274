/**
 * Hears whether a subscription is alive (A8): a connection that is open, and to which nothing comes any more, looks like
 * a quiet day. So a node sends itself a probe through Redis and counts those that did not come back. Ticks are counted
 * and not time, because a clock may be set back, and a process that was stopped has not been deaf.
 */
import type { Clock } from '@touchline/shared/clock.ts';

/** Noticed after at most four ticks: 8 s. */
export const PROBE_EVERY_MS = 2_000;
const UNHEARD_MAX = 3;

type Deps = { clock: Clock; send(): void; deaf(): void };

export function createProbe({ clock, send, deaf }: Deps) {
  let unheard = 0;
  let cancel = clock.after(PROBE_EVERY_MS, tick);

  function tick(): void {
    cancel = clock.after(PROBE_EVERY_MS, tick);
    if (unheard >= UNHEARD_MAX) {
      unheard = 0;
      deaf();
    }
    unheard++;
    send();
  }

  return {
    heard(): void {
      unheard = 0;
    },
    /** Without waiting for the next tick. */
    now(): void {
      cancel();
      unheard = 0;
      tick();
    },
    stop: () => cancel(),
  };
}
