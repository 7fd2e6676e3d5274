/**
 * Takes away what is over age by each site's own rules, a little at a time. Every relay tries, one at a time does it, and
 * whatever one of them leaves undone the next look finds: nothing is remembered between looks but how far the clock is
 * trusted. What waits, is open or is put aside is never over age.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Log } from '../platform/log.ts';
import type { RetentionStore } from './retention-store.ts';
import type { Telling } from './telling.ts';

/** Days are what rules are in. */
const LOOK_EVERY_MS = 3_600_000;
/** Not while a relay that has just started has better things to do. */
const FIRST_AFTER_MS = 300_000;
/** Between two batches: the database is others', and every relay reads what went. It makes three million a day. */
const PAUSE_MS = 500;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type Sum = { conversations: number; files: number; players: number };
type Deps = {
  store: RetentionStore;
  telling: Pick<Telling, 'tell'>;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  /** What of erased players could not be noted when they were. */
  list(): Promise<void>;
  /** One row of the audit for each site and look. */
  writeDown(siteId: string, sum: Sum): Promise<void>;
};

export function startRetention({ store, telling, clock, log, list, writeDown }: Deps) {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let cancel = clock.after(FIRST_AFTER_MS, tick);

  function tick(): void {
    running = look()
      .catch((error) => log.warn({ err: error }, 'retention could not be gone through; it is tried again'))
      .then(() => {
        if (!stopped) cancel = clock.after(LOOK_EVERY_MS, tick);
      });
  }

  async function look(): Promise<void> {
    const trusted = await store.trustedTime();
    const sums = new Map<string, Sum>();
    const count = (siteId: string, more: Partial<Sum>) => {
      const sum = sums.get(siteId) ?? { conversations: 0, files: 0, players: 0 };
      for (const key of ['conversations', 'files', 'players'] as const) sum[key] += more[key] ?? 0;
      sums.set(siteId, sum);
    };
    try {
      await conversations(trusted, count);
      await visitors(trusted, count);
      await store.translations(trusted);
      await store.tidy();
      await list();
    } finally {
      for (const [siteId, sum] of sums) {
        log.info({ site: siteId, ...sum }, 'what was over age was erased');
        await writeDown(siteId, sum);
      }
    }
  }

  async function conversations(trusted: Date, count: (siteId: string, more: Partial<Sum>) => void): Promise<void> {
    while (!stopped) {
      const batch = await store.conversations(trusted);
      if (!batch) return;
      count(batch.siteId, batch);
      telling.tell(batch.gone, []);
      await pause();
    }
  }

  async function visitors(trusted: Date, count: (siteId: string, more: Partial<Sum>) => void): Promise<void> {
    for (let after = BEFORE_ALL; !stopped; ) {
      const { left, last } = await store.visitors(trusted, after);
      if (last === null) return;
      after = last;
      for (const { siteId, players } of left) count(siteId, { players });
      await pause();
    }
  }

  const pause = () => new Promise<void>((resolve) => void clock.after(PAUSE_MS, resolve));

  return {
    /** Once, now. */
    look,
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await running;
    },
  };
}
