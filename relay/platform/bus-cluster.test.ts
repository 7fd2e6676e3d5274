/** The bus over a real Redis Cluster: what all adapters promise, and what happens when one of its shards is not as it should be. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { busContract } from '../../test/support/bus-contract.ts';
import { until } from '../../test/support/conditions.ts';
import { quietLog } from '../../test/support/postgres.ts';
import { startRedisCluster } from '../../test/support/redis-cluster.ts';
import { startRedisProxy } from '../../test/support/redis-proxy.ts';
import type { Bus, BusMessage } from './bus.ts';
import { openRedisBus } from './bus-redis.ts';
import { slotOf } from './bus-slots.ts';

const cluster = await startRedisCluster();
afterAll(() => cluster.stop());
const [one, two] = cluster.masters as [Shard, Shard];
type Shard = (typeof cluster.masters)[number];

const key = randomBytes(32);
const lines: string[] = [];
const log = {
  ...quietLog,
  warn: (details: object, text: string) => lines.push(`warn ${text} ${JSON.stringify(details)}`),
  info: (_details: object, text: string) => lines.push(`info ${text}`),
} as unknown as typeof quietLog;
const openBus = (more: Partial<Parameters<typeof openRedisBus>[0]> = {}) =>
  openRedisBus({ url: cluster.url, key, clock: systemClock, log: quietLog, onListenerError: () => {}, ...more });

busContract('over a Cluster of three shards', (onListenerError) => openBus({ onListenerError }), { nodes: true });

const open: Bus[] = [];
async function node(more: Parameters<typeof openBus>[0] = {}) {
  const bus = await openBus(more);
  open.push(bus);
  return bus;
}
beforeEach(() => {
  lines.length = 0;
});
afterEach(async () => {
  for (const bus of open.splice(0)) await bus.close();
});

/** A channel of each shard. */
async function channelPerShard(): Promise<[string, string, string]> {
  const channels: string[] = [];
  for (let n = 0; Object.keys(channels).length < 3; n++) {
    channels[await cluster.ownerOf(`touchline:1:shard/${n}`)] = `shard/${n}`;
  }
  return channels as [string, string, string];
}

async function listenOn(bus: Bus, channels: string[]) {
  const heard: Record<string, BusMessage[]> = {};
  for (const channel of channels) {
    await bus.subscribe(channel, (message) => {
      heard[channel] ??= [];
      heard[channel].push(message);
    });
  }
  return heard;
}

it.each([
  'touchline:1:a',
  'touchline:1:conversation/0198f3c2-7d11-7c55-8f1f-2b7f4f1a9d55',
  'дэпазіт',
  'a{b}c{d}',
  'a{}b',
  'a{b',
  '}a{b}',
  '',
])('the slot of "%s" is what Redis says', async (name) => {
  expect(`:${slotOf(name)}`).toBe(await one.command('CLUSTER', 'KEYSLOT', name));
});

it('asks the shard that has the channel, and no other', async () => {
  const bus = await node();
  const channels = await channelPerShard();
  await listenOn(bus, channels);
  for (const [n, shard] of cluster.masters.entries()) {
    expect(await shard.command('SPUBLISH', `touchline:1:${channels[n]}`, 'x')).toBe(':1');
  }
  expect(bus.state().forged).toBe(3);
});

describe('a shard that is lost', () => {
  it('is said once; the others go on, nobody waits for it, and it is healed when it comes back', async () => {
    const [here, there] = [await node({ log }), await node()];
    const channels = await channelPerShard();
    const heard = await listenOn(there, channels);
    let recovered = 0;
    there.onRecovered(() => {
      recovered++;
    });
    await two.kill();
    await until('it is noticed', () => !here.state().connected && !there.state().connected);
    for (const channel of channels) here.publish(channel, { n: 1 });
    await until('the others are heard', () => Boolean(heard[channels[0]] && heard[channels[2]]));
    expect(heard[channels[1]]).toBeUndefined();
    expect(here.state().dropped).toBeGreaterThan(0);
    const before = recovered;
    await two.start();
    await until('it is healed', () => here.state().connected && there.state().connected && recovered > before);
    here.publish(channels[1], { n: 2 });
    await until('it is heard', () => heard[channels[1]]?.length === 1);
    expect(heard[channels[1]]).toEqual([{ n: 2 }]);
    const reason = new RegExp(`^warn Redis is lost.*the shard 127.0.0.1:${two.port}: `);
    expect(lines).toEqual([expect.stringMatching(reason), 'info Redis is back']);
  });
});
