/**
 * Keeps search a moment behind the log, and never in its way: what is appended is only noted here, in memory.
 *
 * What a relay noted and did not come to do, because it died, others find: lively conversations within two seconds, by
 * comparing; any other, and everything that was there before there was search, by a walk over all conversations that
 * never ends. Any number of relays do the same; each begins its walk elsewhere, so that they share a long one.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { createGather } from '../platform/gather.ts';
import type { Log } from '../platform/log.ts';
import type { IndexStore } from './index-store.ts';

type Deps = { store: IndexStore; clock: Clock; log: Pick<Log, 'warn'> };

const GATHER_MS = 300;
const SWEEP_EVERY_MS = 2_000;
/** Between two steps of a walk that finds something to do: the rest of the relay has the time in between. */
const WALK_PAUSE_MS = 20;
const BATCH = 50;
const STEP = 500;
/** More than that are left to the sweep and the walk, so that an outage fills no memory. */
const NOTED_MAX = 10_000;

export function createIndexer({ store, clock, log }: Deps) {
  const noted = new Set<string>();
  /** One transaction at a time. */
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let isFailing = false;
  let place: string = crypto.randomUUID();

  const failed = (error: unknown) => {
    if (!isFailing) log.warn({ err: error }, 'search could not be brought up to date');
    isFailing = true;
  };
  const note = (id: string) => {
    if (noted.size < NOTED_MAX) noted.add(id);
  };
  const gather = createGather(clock, () => GATHER_MS, catchUp, failed);

  function index(ids: string[]): Promise<void> {
    const done = running.then(async () => {
      if (stopped || ids.length === 0) return;
      const left = await store.index(ids);
      isFailing = false;
      for (const id of left) note(id);
    });
    running = done.catch(() => {});
    return done;
  }

  async function catchUp(): Promise<void> {
    while (noted.size > 0 && !stopped) {
      const ids = [...noted].slice(0, BATCH);
      for (const id of ids) noted.delete(id);
      await index(ids);
    }
  }

  /** True where the walk found something to do. */
  async function sweep(): Promise<boolean> {
    await inBatches(await store.behind(STEP));
    const { last, behind } = await store.step(place, STEP);
    await inBatches(behind);
    place = last ?? BEFORE_ALL;
    if (noted.size > 0) gather.soon();
    return behind.length > 0;
  }

  async function inBatches(ids: string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += BATCH) await index(ids.slice(at, at + BATCH));
  }

  let sweeping: Promise<void> = Promise.resolve();
  let cancel = () => {};
  const sweepIn = (ms: number) => {
    cancel = clock.after(ms, () => {
      sweeping = sweep()
        .then(
          (found) => (found ? WALK_PAUSE_MS : SWEEP_EVERY_MS),
          (error) => {
            failed(error);
            return SWEEP_EVERY_MS;
          },
        )
        .then((pause) => {
          if (!stopped) sweepIn(pause);
        });
    });
  };
  sweepIn(SWEEP_EVERY_MS);

  return {
    appended(conversation: string, events: Event[]): void {
      if (events.some(({ type }) => type === 'message' || type === 'translated')) this.changed([conversation]);
    },
    /** These have something new to be found, or another player. */
    changed(conversations: string[]): void {
      for (const id of conversations) note(id);
      gather.soon();
    },
    async stop(): Promise<void> {
      stopped = true;
      gather.stop();
      cancel();
      await sweeping;
      await running;
    },
  };
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
