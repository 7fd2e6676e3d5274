/**
 * Work that follows from something committed: rows of `jobs`, put there by the same transaction (0005_languages.sql).
 * Whoever takes a job has it for `holdMs`; when that relay dies, another has it after that. A job asked for again
 * while it is being done is done again. So each is done at least once after the last time it was asked for, and `work`
 * must be harmless to repeat.
 *
 * `kick` takes what is due at once; a look every `everyMs` is the net, and brings what failed and comes again.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Log } from './log.ts';
import type { Database } from './postgres.ts';

export type Jobs = {
  /** Something was committed that may have asked for work. */
  kick(): void;
  /** Resolves when nothing is being done. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

type Deps = {
  db: Database;
  task: string;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** `later`: it comes again, after a while that doubles. Rejecting is the same. */
  work(key: string): Promise<'done' | 'later'>;
  /** Longer than `work` ever takes. */
  holdMs?: number;
  everyMs?: number;
};

/** At once, by one relay. */
const RUNNING_MAX = 8;
const RETRY_FIRST_MS = 2_000;
/** What was down is back within half a minute of being back. */
const RETRY_MAX_MS = 30_000;
/** The last try is some half an hour after the first. */
const ATTEMPTS_MAX = 60;

const STOP_MAX_MS = 1_000;

type Taken = { key: string; asked: number; attempts: number };

export function createJobs({ db, task, clock, log, work, holdMs = 20_000, everyMs = 1_000 }: Deps): Jobs {
  const running = new Set<Promise<void>>();
  let taking: Promise<void> | null = null;
  let kicked = false;
  let stopped = false;
  let cancel = clock.after(everyMs, tick);

  function tick(): void {
    kick();
    if (!stopped) cancel = clock.after(everyMs, tick);
  }

  /** One look at a time; what is committed during it is looked for by another. */
  function kick(): void {
    if (stopped) return;
    kicked = true;
    taking ??= takeAll()
      .catch((error) => log.warn({ err: error, task }, 'jobs could not be read; they are looked for again'))
      .finally(() => {
        taking = null;
        if (kicked && running.size < RUNNING_MAX) kick();
      });
  }

  async function takeAll(): Promise<void> {
    while (kicked && !stopped && running.size < RUNNING_MAX) {
      kicked = false;
      const room = RUNNING_MAX - running.size;
      const taken = await take(room);
      if (taken.length === room) kicked = true;
      for (const job of taken) run(job);
    }
  }

  async function take(limit: number): Promise<Taken[]> {
    const { rows } = await db.query<Taken>(
      `update jobs set held_until = clock_timestamp() + make_interval(secs => $3)
       where (task, key) in (
         select task, key from jobs
         where task = $1 and run_at <= clock_timestamp() and (held_until is null or held_until < clock_timestamp())
         order by run_at limit $2 for update skip locked)
       returning key, asked, attempts`,
      [task, limit, holdMs / 1000],
    );
    return rows;
  }

  function run(job: Taken): void {
    const done: Promise<void> = work(job.key)
      .catch((error) => {
        log.warn({ err: error, task, key: job.key }, 'a job failed; it comes again');
        return 'later' as const;
      })
      .then((outcome) => (outcome === 'done' ? finish(job) : postpone(job)))
      .catch((error) => log.warn({ err: error, task, key: job.key }, 'a job could not be put down'))
      .finally(() => {
        running.delete(done);
        if (kicked) kick();
      });
    running.add(done);
  }

  /** What was asked for meanwhile stays, and is due. */
  async function finish({ key, asked }: Taken): Promise<void> {
    const { rowCount } = await db.query('delete from jobs where task = $1 and key = $2 and asked = $3', [
      task,
      key,
      asked,
    ]);
    if (rowCount === 1) return;
    await db.query('update jobs set held_until = null, attempts = 0 where task = $1 and key = $2', [task, key]);
    kicked = true;
  }

  async function postpone(job: Taken): Promise<void> {
    if (job.attempts + 1 >= ATTEMPTS_MAX) return finish(job);
    const waitMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** job.attempts);
    await db.query(
      `update jobs set held_until = null, attempts = attempts + 1,
         run_at = case when asked = $3 then clock_timestamp() + make_interval(secs => $4) else run_at end
       where task = $1 and key = $2`,
      [task, job.key, job.asked, waitMs / 1000],
    );
  }

  async function settled(): Promise<void> {
    while (taking || running.size > 0) await Promise.all([taking, ...running]);
  }

  return {
    kick,
    settled,
    async stop() {
      stopped = true;
      cancel();
      // What takes longer is somebody else's when its hold is over: closing does not wait for a provider.
      const late = Promise.withResolvers<void>();
      const callOff = clock.after(STOP_MAX_MS, late.resolve);
      await Promise.race([settled(), late.promise]);
      callOff();
    },
  };
}
