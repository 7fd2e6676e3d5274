/**
 * What has to be looked at every few seconds, however much it is: each part once a round, spread evenly, so that ten
 * thousand of them are a trickle. `all` looks at everything at once. A round that fails is said once, until one succeeds.
 */
import type { Clock } from '@touchline/shared/clock.ts';

export type Rounds = ReturnType<typeof createRounds>;
/** Looks at those that are due. */
export type Task = (isDue: (id: string) => boolean) => Promise<void>;

/** With the reading it has to stay below five seconds (delivery contract, A4). */
const ROUND_MS = 3_600;
const STEPS = 8;

type Deps = { clock: Clock; failed(error: unknown): void };

export function createRounds({ clock, failed }: Deps) {
  const tasks: Task[] = [];
  let step = 0;
  let allAsked = false;
  let isFailing = false;
  let isStopped = false;
  /** One run at a time. */
  let running: Promise<void> = Promise.resolve();
  let cancel = clock.after(ROUND_MS / STEPS, tick);

  function tick(): void {
    const due = step++ % STEPS;
    // By its name and not by its place in a list: so the next look at it is never more than a round away.
    running = running
      .then(() => run((id) => id.charCodeAt(id.length - 1) % STEPS === due))
      .then(() => {
        if (!isStopped) cancel = clock.after(ROUND_MS / STEPS, tick);
      });
  }

  async function run(isDue: (id: string) => boolean): Promise<void> {
    try {
      for (const task of tasks) await task(isDue);
      isFailing = false;
    } catch (error) {
      if (!isFailing) failed(error);
      isFailing = true;
    }
  }

  return {
    add: (task: Task): void => void tasks.push(task),
    /** Everything, soon. Asked for again before it has begun it is once. */
    all(): void {
      if (allAsked || isStopped) return;
      allAsked = true;
      running = running.then(() => {
        allAsked = false;
        return run(() => true);
      });
    },
    async stop(): Promise<void> {
      isStopped = true;
      cancel();
      await running;
    },
  };
}
