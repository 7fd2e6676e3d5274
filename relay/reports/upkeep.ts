/**
 * Keeps the numbers a moment behind the log, and never in its way: nothing is hung on the append, one relay at a time looks,
 * and it rests longer than it works. Lively conversations and those resolved lately are compared with what was read of them
 * every few seconds; a walk over all the others, which never ends, finds what is left: the past after an upgrade, a rating that came a week late, what a
 * change of the site's hours makes different.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Log } from '../platform/log.ts';
import type { FactStore } from './fact-store.ts';
import type { SumStore } from './sum-store.ts';
import type { WalkStore } from './walk-store.ts';

type Deps = { facts: FactStore; walk: WalkStore; sums: SumStore; clock: Clock; log: Pick<Log, 'warn'> };

const SWEEP_EVERY_MS = 3_000;
/** Between two steps of a walk that finds something to do: as long again as it took, and this at least. */
const WALK_PAUSE_MS = 20;
/** Otherwise so many times as long as it took: whole logs are read again, and the database is the players' first. */
const RESTS = 4;
const BATCH = 50;
const LIVELY_MAX = 1_000;
const STEP = 2_000;
/** Days and months added up in a row. */
const UNITS_MAX = 62;

export type Upkeep = ReturnType<typeof startUpkeep>;

export function startUpkeep(deps: Deps) {
  const { walk, sums, clock, log } = deps;
  let stopped = false;
  let isFailing = false;
  let sweeping: Promise<void> = Promise.resolve();
  let cancel = () => {};

  /** True where there is more to be done at once. */
  async function sweep(isMore: boolean): Promise<boolean> {
    if (!isMore && !(await walk.claim(SWEEP_EVERY_MS))) return false;
    await walk.noticeHours();
    await read(await walk.behind(LIVELY_MAX));
    const step = stopped ? null : await walk.step(STEP);
    // What is lively is found above, and again in a moment.
    await read(step?.past ?? []);
    const due = await sums.due(UNITS_MAX);
    for (const units of due) if (!stopped) await sums.addUp(units);
    isFailing = false;
    return due.length === UNITS_MAX || (step !== null && !step.isRoundOver && (step.past.length > 0 || !step.complete));
  }

  async function read(ids: string[]): Promise<void> {
    for (let at = 0; at < ids.length && !stopped; at += BATCH) await deps.facts.read(ids.slice(at, at + BATCH));
  }

  const sweepIn = (ms: number, isMore = false) => {
    cancel = clock.after(ms, () => {
      const begunAt = clock.now();
      sweeping = sweep(isMore)
        .catch((error) => {
          if (!isFailing) log.warn({ err: error }, 'the numbers could not be brought up to date');
          isFailing = true;
          return false;
        })
        .then((isMore) => {
          const tookMs = Math.max(0, clock.now() - begunAt);
          if (stopped) return;
          if (isMore) sweepIn(Math.max(WALK_PAUSE_MS, tookMs), true);
          else sweepIn(Math.max(SWEEP_EVERY_MS, RESTS * tookMs));
        });
    });
  };
  sweepIn(SWEEP_EVERY_MS);

  return {
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await sweeping;
    },
  };
}

/** Reads everything that there is to read and adds it up, at once; a relay may do the same meanwhile. */
export async function catchUp({ facts, walk, sums }: Pick<Deps, 'facts' | 'walk' | 'sums'>): Promise<void> {
  await walk.noticeHours();
  // The first round may begin anywhere; one that began at the beginning and found nothing old is what tells.
  for (let isWhole = false, isDone = false; !isDone; ) {
    const step = await walk.step(STEP);
    const behind = step?.behind ?? [];
    for (let at = 0; at < behind.length; at += BATCH) await facts.read(behind.slice(at, at + BATCH));
    isDone = isWhole && step?.isRoundOver === true && step.complete;
    isWhole ||= step?.isRoundOver ?? false;
  }
  for (const units of await sums.all()) await sums.addUp(units);
}
