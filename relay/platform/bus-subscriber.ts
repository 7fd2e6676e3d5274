/**
 * The subscriptions of one connection: what is wanted, brought together with what Redis was asked for. Changes of one
 * turn are one command, for ten thousand sockets may come back at once. Whoever subscribes waits until Redis has
 * confirmed, but no longer than a second, and not at all without a connection: in both cases everything that was
 * not confirmed counts as missed once it is (`recovered`). What Redis refuses is asked for again by `retry`.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Redis } from 'ioredis';

const CONFIRMED_WITHIN_MS = 1_000;
const CHANNELS_PER_COMMAND = 1_000;

type Deps = {
  redis: Redis;
  clock: Clock;
  /** All that is wanted is confirmed, after it was not. */
  recovered(): void;
  failed(message: string): void;
};

export function createSubscriber({ redis, clock, recovered, failed }: Deps) {
  const wanted = new Set<string>();
  /** What this connection was asked for, and the answers that are still to come. */
  const asked = new Set<string>();
  const unanswered = new Set<Promise<void>>();
  let changed = new Set<string>();
  let flushing: Promise<void> | null = null;
  let sharded = false;
  let together = true;
  let open = false;
  let refusals = 0;
  let refused = false;

  redis.on('close', () => {
    open = false;
    refused = false;
    asked.clear();
  });

  /** Resolves when everything asked for so far is answered. */
  function flush(): Promise<unknown> {
    const joining = [...changed].filter((channel) => wanted.has(channel) && !asked.has(channel));
    const leaving = [...changed].filter((channel) => !wanted.has(channel) && asked.delete(channel));
    changed = new Set();
    const perCommand = together ? CHANNELS_PER_COMMAND : 1;
    for (const channels of chunks(leaving, perCommand)) {
      (sharded ? redis.sunsubscribe(...channels) : redis.unsubscribe(...channels)).catch(() => {});
    }
    for (const channels of chunks(joining, perCommand)) ask(channels);
    return Promise.all(unanswered);
  }

  function ask(channels: string[]): void {
    for (const channel of channels) asked.add(channel);
    const answered = (sharded ? redis.ssubscribe(...channels) : redis.subscribe(...channels))
      .then(
        () => {},
        (error: Error) => {
          // Without a connection there is nothing to report: its end was heard.
          if (!open) return;
          for (const channel of channels) asked.delete(channel);
          refusals++;
          refused = true;
          failed(error.message);
        },
      )
      .finally(() => unanswered.delete(answered));
    unanswered.add(answered);
  }

  async function askForAll(): Promise<void> {
    const before = refusals;
    changed = changed.union(wanted);
    await flush();
    refused = refusals > before;
    if (open && !refused) recovered();
  }

  /** Resolves when those of this turn are confirmed, or it takes too long. */
  function soon(): Promise<void> {
    flushing ??= new Promise((resolve) => {
      setImmediate(() => {
        flushing = null;
        let late = false;
        const stopWaiting = clock.after(CONFIRMED_WITHIN_MS, () => {
          late = true;
          resolve();
        });
        flush().then(() => {
          stopWaiting();
          resolve();
          if (late && open) recovered();
        });
      });
    });
    return flushing;
  }

  return {
    /** The connection is there: everything wanted is asked for anew. A Cluster takes no two slots `together`. */
    async start(server: { sharded: boolean; together: boolean }): Promise<void> {
      ({ sharded, together } = server);
      open = true;
      asked.clear();
      await askForAll();
    },
    /** Asks once more for what was refused. */
    retry(): void {
      if (refused) void askForAll();
    },
    isRefused: () => refused,
    async add(channel: string): Promise<void> {
      wanted.add(channel);
      if (!open) return;
      if (!asked.has(channel)) changed.add(channel);
      await soon();
    },
    remove(channel: string): void {
      wanted.delete(channel);
      if (!open) return;
      changed.add(channel);
      void soon();
    },
  };
}

function chunks(channels: string[], size: number): string[][] {
  const all: string[][] = [];
  for (let i = 0; i < channels.length; i += size) all.push(channels.slice(i, i + size));
  return all;
}
