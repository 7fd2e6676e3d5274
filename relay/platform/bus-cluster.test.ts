/** The bus over a real Redis Cluster: what all adapters promise, and what happens when one of its shards is not as it should be. */
import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { busContract } from '../../test/support/bus-contract.ts';
import { until } from '../../test/support/conditions.ts';
import { quietLog } from '../../test/support/postgres.ts';
import { startRedisCluster } from '../../test/support/redis-cluster.ts';
import { startRedisProxy } from '../../test/support/redis-proxy.ts';
import type { Bus, BusMessage } from './bus.ts';
import { PROBE_EVERY_MS } from './bus-probe.ts';
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

/** Makes the whole Cluster name this port for the shard. */
async function announce(shard: Shard, port: number): Promise<void> {
  await shard.command('CONFIG', 'SET', 'cluster-announce-port', `${port}`);
  await until('all name this port', async () => {
    const known = await Promise.all(cluster.masters.map((master) => master.command('CLUSTER', 'NODES')));
    return known.every((servers) => servers.includes(`:${port}@`));
  });
}

async function listenOn(bus: Bus, channels: string[]) {
  const heard: Record<string, BusMessage[]> = {};
  for (const channel of channels) {
    await bus.subscribe(channel, (message) => {
      heard[channel] ??= [];
      heard[channel].push(message);
    });
  }
  let recoveries = 0;
  bus.onRecovered(() => {
    recoveries++;
  });
  return { heard, recovered: () => recoveries };
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
  await until('all are dropped and counted', () => bus.state().forged === 3);
});

it('follows a slot to another shard, and tells listeners that they may have missed something', async () => {
  const [here, there] = [await node(), await node()];
  const { heard, recovered } = await listenOn(there, ['moving']);
  const slot = `${slotOf('touchline:1:moving')}`;
  const from = cluster.masters[await cluster.ownerOf('touchline:1:moving')] as Shard;
  const to = from === one ? two : one;
  const id = await to.command('CLUSTER', 'MYID');
  await to.command('CLUSTER', 'SETSLOT', slot, 'IMPORTING', await from.command('CLUSTER', 'MYID'));
  await from.command('CLUSTER', 'SETSLOT', slot, 'MIGRATING', id);
  const before = recovered();
  for (const shard of [to, ...cluster.masters.filter((shard) => shard !== to && shard !== from), from]) {
    expect(await shard.command('CLUSTER', 'SETSLOT', slot, 'NODE', id)).toBe('+OK');
  }
  await until(
    'it is heard',
    () => {
      here.publish('moving', { moved: true });
      return Boolean(heard.moving);
      // Sooner than the next look: who had the slot tells whoever listens or publishes there that it has gone.
    },
    1_000,
  );
  expect(recovered()).toBeGreaterThan(before);
  await until('both are whole', () => here.state().connected && there.state().connected);
});

it('notices one deaf shard within ten seconds by its own probe, heals it, and hears the others meanwhile', async () => {
  const proxy = await startRedisProxy(two.url);
  const port = Number(new URL(proxy.url).port);
  await announce(two, port);
  const unprobed: Clock = {
    ...systemClock,
    after: (ms, task) => (ms === PROBE_EVERY_MS ? () => {} : systemClock.after(ms, task)),
  };
  const [here, there, control] = [await node(), await node({ log }), await node({ clock: unprobed })];
  const channels = await channelPerShard();
  const { heard, recovered } = await listenOn(there, channels);
  const before = recovered();
  expect(proxy.deafen()).toBe(3);
  const start = performance.now();
  for (const channel of channels) here.publish(channel, { n: 1 });
  await until('the others are heard', () => Boolean(heard[channels[0]] && heard[channels[2]]));
  await until('it is noticed', () => there.state().deaf === 1, 10_000);
  await until('it is healed', () => there.state().connected && recovered() > before, 5_000);
  expect(performance.now() - start).toBeLessThan(15_000);
  expect(control.state()).toMatchObject({ connected: true, deaf: 0 });
  for (const channel of channels) here.publish(channel, { n: 2 });
  await until('all are heard', () => channels.every((channel) => heard[channel]?.at(-1)?.n === 2));
  expect(channels.map((channel) => heard[channel]?.length)).toEqual([2, 1, 2]);
  const reason = new RegExp(`^warn Redis is lost.*the shard 127.0.0.1:${port}: the subscription is open`);
  expect(lines).toEqual([expect.stringMatching(reason), 'info Redis is back']);
  await announce(two, two.port);
  for (const bus of [here, there, control]) await bus.close();
  await proxy.close();
});

describe('a shard that is lost', () => {
  it('is said once; the others go on, nobody waits for it, and it is healed when it comes back', async () => {
    const [here, there] = [await node({ log }), await node()];
    const channels = await channelPerShard();
    const { heard, recovered } = await listenOn(there, channels);
    await two.kill();
    await until('it is noticed', () => !here.state().connected && !there.state().connected);
    const start = performance.now();
    await there.subscribe(channels[1], () => {});
    expect(performance.now() - start).toBeLessThan(1_500);
    for (const channel of channels) here.publish(channel, { n: 1 });
    await until('the others are heard', () => Boolean(heard[channels[0]] && heard[channels[2]]));
    expect(heard[channels[1]]).toBeUndefined();
    expect(here.state().dropped).toBeGreaterThan(0);
    const before = recovered();
    await two.start();
    await until('it is healed', () => here.state().connected && there.state().connected && recovered() > before);
    here.publish(channels[1], { n: 2 });
    await until('it is heard', () => heard[channels[1]]?.length === 1);
    expect(heard[channels[1]]).toEqual([{ n: 2 }]);
    const reason = new RegExp(`^warn Redis is lost.*the shard 127.0.0.1:${two.port}: `);
    expect(lines).toEqual([expect.stringMatching(reason), 'info Redis is back']);
  });

  it('and keeps its connections but answers nothing is given up, and what cannot be sent is dropped, not kept', async () => {
    const [here, there] = [await node(), await node()];
    const channels = await channelPerShard();
    const { heard } = await listenOn(there, channels);
    await two.command('CLIENT', 'PAUSE', '2500', 'ALL');
    for (let n = 0; n < 200; n++) here.publish(channels[1], { text: 'x'.repeat(100_000) });
    here.publish(channels[0], { n: 1 });
    await until('the other is heard', () => heard[channels[0]]?.length === 1);
    await until('it is given up', () => !here.state().connected);
    here.publish(channels[1], { dropped: true });
    expect(here.state().dropped).toBeGreaterThan(0);
    await until('both are back', () => here.state().connected && there.state().connected);
  });

  it('with all the others, when the relay starts, is found when they come', async () => {
    const channels = await channelPerShard();
    for (const shard of cluster.masters) await shard.kill();
    const bus = await node({ log });
    await listenOn(bus, channels);
    expect(bus.state().connected).toBe(false);
    await Promise.all(cluster.masters.map((shard) => shard.start()));
    await until('all are connected', () => bus.state().connected);
    for (const [n, shard] of cluster.masters.entries()) {
      expect(await shard.command('SPUBLISH', `touchline:1:${channels[n]}`, 'x')).toBe(':1');
    }
    expect(lines).toEqual([expect.stringMatching(/^warn Redis is lost.*ECONNREFUSED/), 'info Redis is back']);
  });

  it('for good is replaced by its replica', async () => {
    const replica = await cluster.addReplicaOf(two);
    const [here, there] = [await node({ log }), await node()];
    const channels = await channelPerShard();
    const { heard } = await listenOn(there, channels);
    await two.kill();
    await until('it is noticed', () => !here.state().connected && !there.state().connected);
    await until('the replica has taken over', () => here.state().connected && there.state().connected);
    here.publish(channels[1], { n: 1 });
    await until('it is heard', () => heard[channels[1]]?.length === 1);
    expect(await replica.command('SPUBLISH', `touchline:1:${channels[1]}`, 'x')).toBe(':1');
    const reason = new RegExp(`^warn Redis is lost.*the shard 127.0.0.1:${two.port}: `);
    expect(lines).toEqual([expect.stringMatching(reason), 'info Redis is back']);
  });
});
