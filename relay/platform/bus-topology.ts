/**
 * Which master has which slot, as the Cluster itself says: asked every two seconds, of one server after the other, and at
 * once when somebody has noticed a change. A server that is cut off from the majority knows that it is
 * (`cluster_state:fail`), and what it says about the others is old: it is believed only while nobody else can be asked,
 * for pub/sub goes on in a Cluster that is down.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Redis } from 'ioredis';
import { hangUp } from './bus-connection.ts';
import { SLOTS } from './bus-slots.ts';

/** By slot, the address of its master; a slot that nobody has is missing. */
export type Masters = (string | undefined)[];

const LOOK_EVERY_MS = 2_000;
/** Many notice a change in the same moment. */
const LOOK_SOON_MS = 100;

type Deps = {
  clock: Clock;
  /** Who may be asked. */
  connections(): Redis[];
  changed(masters: Masters): void;
  failed(reason: string): void;
};

export function watchTopology({ clock, connections, changed, failed }: Deps) {
  const asked = new WeakSet<Redis>();
  let turn = 0;
  let last = '';
  let isSoon = false;
  let stopped = false;
  let cancel = clock.after(LOOK_EVERY_MS, look);

  function look(): void {
    cancel();
    cancel = clock.after(LOOK_EVERY_MS, look);
    const isEarly = isSoon;
    isSoon = false;
    const ready = connections().filter(({ status }) => status === 'ready');
    const redis = ready[turn++ % ready.length];
    if (!redis) return;
    if (asked.has(redis)) {
      // Two seconds without an answer.
      if (!isEarly) hangUp(redis, true);
      return;
    }
    asked.add(redis);
    mastersKnownTo(redis)
      .then(
        ({ masters, isWhole }) => {
          if (stopped || (!isWhole && ready.length > 1)) return;
          const text = masters.join();
          if (text === last) return;
          last = text;
          changed(masters);
        },
        (error: Error) => failed(error.message),
      )
      .finally(() => asked.delete(redis));
  }

  return {
    look,
    lookSoon(): void {
      if (isSoon || stopped) return;
      isSoon = true;
      cancel();
      cancel = clock.after(LOOK_SOON_MS, look);
    },
    stop(): void {
      stopped = true;
      cancel();
    },
  };
}

async function mastersKnownTo(redis: Redis): Promise<{ masters: Masters; isWhole: boolean }> {
  const [info, ranges] = await Promise.all([redis.cluster('INFO'), redis.cluster('SLOTS')]);
  const masters: Masters = new Array(SLOTS).fill(undefined);
  for (const [first, end, master] of ranges) {
    if (!master) continue;
    const [host, port] = master;
    // One that does not know its own name means the name it was asked by.
    masters.fill(addressOf(host || redis.options.host || '', port), first, end + 1);
  }
  return { masters, isWhole: /cluster_state:ok/.test(String(info)) };
}

function addressOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
