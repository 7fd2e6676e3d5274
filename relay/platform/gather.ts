import type { Clock } from '@touchline/shared/clock.ts';

type Gather = { soon(): void; stop(): void };

/**
 * One run of `work` for everything that happened within `delayMs`, asked anew each time, and never two at a time. What happens during a run
 * is answered by the next.
 */
export function createGather(
  clock: Clock,
  delayMs: () => number,
  work: () => Promise<void>,
  failed: (error: unknown) => void,
): Gather {
  let cancel: (() => void) | null = null;
  let isAsked = false;
  let stopped = false;

  function soon(): void {
    isAsked = true;
    if (stopped || cancel) return;
    cancel = clock.after(delayMs(), () => {
      isAsked = false;
      work()
        .catch(failed)
        .finally(() => {
          cancel = null;
          if (isAsked) soon();
        });
    });
  }

  return {
    soon,
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
