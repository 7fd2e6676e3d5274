/**
 * What two relays carry, players on one and operators on the other, Redis between them and every message committed
 * before its ack, against two nodes that keep nothing: Socket.IO with its Redis adapter, and bare `ws` with Redis pub/sub.
 * Then how late the slowest are at half of what ours carries.
 */
import { startRedis } from '../../support/redis.ts';
import { contest } from '../contest.ts';
import { relays, twoNodes } from '../entrants.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { rowsOf } from '../rows.ts';
import { median } from '../statistics.ts';

const FULL = { rounds: 11, roundMs: 3_000, warmUpMs: 5_000 };
const QUICK = { rounds: 3, roundMs: 1_200, warmUpMs: 1_500 };

export const twoRelays200 = twoRelays(200);
export const twoRelays1000 = twoRelays(1_000);

function twoRelays(conversations: number): Figure {
  const name = `two-relays/${conversations}`;
  return { name, measure: (options) => measure(name, conversations, options) };
}

async function measure(name: string, conversations: number, options: BenchOptions): Promise<Row[]> {
  const { rounds, roundMs, warmUpMs } = options.quick ? QUICK : FULL;
  const redis = await startRedis();
  const entrants = {
    touchline: relays(conversations, redis.url),
    'socket.io-redis': twoNodes('socket.io', 'socket-io-redis.ts', redis.url),
    'ws-redis': twoNodes('ws', 'bare-ws-redis.ts', redis.url),
  };
  try {
    return await contest(entrants, { ...options, conversations, warmUpMs }, async ({ play }) => {
      const full = await play(Object.keys(entrants), rounds, roundMs);
      const carried = median((full.touchline ?? []).map(({ perSecond }) => perSecond));
      const half = await play(['touchline', 'socket.io-redis'], rounds, roundMs, carried / 2);
      return [...rowsOf(name, full), ...rowsOf(`${name}/half-load`, half)];
    });
  } finally {
    await redis.stop();
  }
}
