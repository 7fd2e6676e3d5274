/**
 * The adapter for many relays: Redis pub/sub between them. What is published here reaches the listeners here at once,
 * whatever Redis does; other nodes hear it through Redis, and what comes back to its sender is dropped. Redis knows only
 * channels that somebody here listens to.
 *
 *     starting ──own probe heard on every line──▶ connected ──a line lost──▶ lost ──all heard again──▶ connected
 *         └──no answer──▶ lost
 *
 * Nothing here waits for a lost Redis, and it comes back by itself. Each change of state is logged once. What answers is
 * asked what it is: one server, or a Cluster, whose shards are lines of their own.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import { type Bus, createLocalBus } from './bus.ts';
import { createClusterLine } from './bus-cluster.ts';
import type { LineDeps, RedisLine } from './bus-line.ts';
import { createSeal } from './bus-seal.ts';
import { createServerLine } from './bus-server.ts';
import type { Log } from './log.ts';

export type RedisBusOptions = {
  url: string;
  /** What frames are signed with; the same for all nodes (bus-seal.ts). */
  key: Buffer;
  clock: Clock;
  log: Log;
  onListenerError(error: unknown): void;
};

/** A start does not wait longer for Redis; it goes on without. */
const FIRST_ANSWER_WITHIN_MS = 2_500;

/** Resolves when Redis has answered, or does not. */
export async function openRedisBus({ url, key, clock, log, onListenerError }: RedisBusOptions): Promise<Bus> {
  const node = randomBytes(12).toString('base64url');
  const local = createLocalBus(onListenerError);
  const listening = new Map<string, number>();
  const recoveries = new Set<() => void>();
  const counts = { forged: 0, dropped: 0, deaf: 0 };
  let state: 'starting' | 'connected' | 'lost' | 'closed' = 'starting';
  let answered = () => {};

  const lineDeps: LineDeps = {
    url,
    clock,
    node,
    seal: createSeal(key, node),
    counts,
    heard(channel, messages) {
      for (const message of messages) local.publish(channel, message);
    },
    connected() {
      if (state === 'connected' || state === 'closed') return;
      if (state === 'lost') log.info({}, 'Redis is back');
      state = 'connected';
      answered();
    },
    lost,
    recovered() {
      for (const listener of recoveries) listener();
    },
  };
  let line: RedisLine = createServerLine({
    ...lineDeps,
    probeChannel: `probe/${node}`,
    clusterFound() {
      line.close();
      line = createClusterLine(lineDeps);
      for (const channel of listening.keys()) void line.add(channel);
    },
  });

  function lost(reason: string): void {
    if (state === 'lost' || state === 'closed') return;
    state = 'lost';
    log.warn({ reason }, 'Redis is lost: relays hear of each other late, until it is back');
    answered();
  }

  await new Promise<void>((resolve) => {
    const stopWaiting = clock.after(FIRST_ANSWER_WITHIN_MS, () => lost('it does not answer'));
    answered = () => {
      stopWaiting();
      resolve();
    };
  });

  return {
    lossy: true,

    publish(channel, message) {
      local.publish(channel, message);
      if (state !== 'closed') line.publish(channel, message);
    },

    async subscribe(channel, listener) {
      const stop = await local.subscribe(channel, listener);
      listening.set(channel, (listening.get(channel) ?? 0) + 1);
      let listens = true;
      await line.add(channel);
      return () => {
        stop();
        if (!listens) return;
        listens = false;
        const left = (listening.get(channel) ?? 0) - 1;
        if (left > 0) return void listening.set(channel, left);
        listening.delete(channel);
        line.remove(channel);
      };
    },

    onRecovered: (listener) => void recoveries.add(listener),
    state: () => ({ connected: state === 'connected', ...counts }),

    async close() {
      state = 'closed';
      line.close();
      await local.close();
    },
  };
}
