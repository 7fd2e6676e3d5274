import type { Clock } from '@touchline/shared/clock.ts';

const RETRY_AFTER_MS = 3_000;

/** Loads what has to come, and tries again where the network failed, for as long as the page lives. */
export async function persistently<Loaded>(clock: Clock, load: () => Promise<Loaded>): Promise<Loaded> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise<void>((resolve) => clock.after(RETRY_AFTER_MS, resolve));
    }
  }
}
