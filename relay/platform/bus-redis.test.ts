/** The Redis adapter against a real Redis: what all adapters promise, and what happens when Redis is not as it should be. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { busContract } from '../../test/support/bus-contract.ts';
import { until } from '../../test/support/conditions.ts';
import { quietLog } from '../../test/support/postgres.ts';
import { startRedis } from '../../test/support/redis.ts';
import { startRedisCluster } from '../../test/support/redis-cluster.ts';
import { startRedisProxy } from '../../test/support/redis-proxy.ts';
import type { Bus, BusMessage } from './bus.ts';
import { openRedisBus } from './bus-redis.ts';
import { createSeal } from './bus-seal.ts';

const redis = await startRedis();
/** One that does not know its own address. */
const cluster = await startRedisCluster(1);
afterAll(() => Promise.all([redis.stop(), cluster.stop()]));

const key = randomBytes(32);
const openBus = (more: Partial<Parameters<typeof openRedisBus>[0]> = {}) =>
  openRedisBus({ url: redis.url, key, clock: systemClock, log: quietLog, onListenerError: () => {}, ...more });

for (const [name, { url }] of Object.entries({ 'over Redis': redis, 'over a Cluster of one': cluster })) {
  busContract(name, (onListenerError) => openBus({ url, onListenerError }), { nodes: true });
}

const open: Bus[] = [];
async function node(more: Parameters<typeof openBus>[0] = {}) {
  const bus = await openBus(more);
  open.push(bus);
  return bus;
}
async function listenOn(bus: Bus, channel: string) {
  const heard: BusMessage[] = [];
  const stop = await bus.subscribe(channel, (message) => heard.push(message));
  return { heard, stop };
}
afterEach(async () => {
  for (const bus of open.splice(0)) await bus.close();
});

describe('what Redis is asked for', () => {
  it('is only what somebody on this node listens to', async () => {
    const bus = await node();
    const subscribers = async (channel: string) => {
      const answer = await redis.command('SPUBLISH', `touchline:1:${channel}`, 'x');
      return Number(answer.slice(1));
    };
    const [one, two] = [await listenOn(bus, 'conversation/1'), await listenOn(bus, 'conversation/1')];
    expect(await subscribers('conversation/1')).toBe(1);
    expect(await subscribers('conversation/2')).toBe(0);
    one.stop();
    one.stop();
    expect(await subscribers('conversation/1')).toBe(1);
    two.stop();
    await until('nobody is subscribed', async () => (await subscribers('conversation/1')) === 0);
  });
});

describe('a frame that no relay has sent', () => {
  const text = '[{"n":"forged"}]';
  const good = createSeal(key, 'another-node-16c');
  const stranger = createSeal(randomBytes(32), 'another-node-16c');

  it.each([
    ['without a signature', text],
    ['that is empty', ''],
    ['signed with another key', stranger.seal('a', text)],
    ['signed for another channel', good.seal('b', text)],
    ['signed for another text', good.seal('a', '[]') + text],
    ['whose signature is not ASCII', `another-node-16c${'é'.repeat(22)}${text}`],
  ])('%s is dropped and counted', async (_, frame) => {
    const bus = await node();
    const { heard } = await listenOn(bus, 'a');
    await redis.command('SPUBLISH', 'touchline:1:a', frame);
    // The control: the same text, signed, arrives.
    await redis.command('SPUBLISH', 'touchline:1:a', good.seal('a', text));
    await until('the signed one is heard', () => heard.length > 0);
    expect(heard).toEqual([{ n: 'forged' }]);
    expect(bus.state().forged).toBe(1);
  });

  it('is what nodes of another installation send', async () => {
    const [here, there] = [await node(), await node({ key: randomBytes(32) })];
    const { heard } = await listenOn(here, 'a');
    there.publish('a', { n: 1 });
    await until('it is counted', () => here.state().forged === 1);
    expect(heard).toEqual([]);
  });
});

describe('a Redis that is not there', () => {
  const lines: string[] = [];
  const log = {
    ...quietLog,
    warn: (details: object, text: string) => lines.push(`warn ${text} ${JSON.stringify(details)}`),
    info: (_details: object, text: string) => lines.push(`info ${text}`),
  } as unknown as typeof quietLog;

  it('at the start keeps nobody waiting, is said once without the password, and is found when it comes', async () => {
    lines.length = 0;
    const own = await startRedis('--requirepass', 'hush-hush');
    await own.kill();
    const start = performance.now();
    const bus = await node({ url: own.url.replace('//', '//:hush-hush@'), log });
    const { heard } = await listenOn(bus, 'a');
    expect(performance.now() - start).toBeLessThan(3_000);
    bus.publish('a', { n: 1 });
    expect(heard).toEqual([{ n: 1 }]);
    expect(bus.state().connected).toBe(false);
    expect(bus.state().dropped).toBeGreaterThan(0);
    await own.start();
    await until('it is connected', () => bus.state().connected);
    expect(lines).toEqual([expect.stringMatching(/^warn Redis is lost.*ECONNREFUSED/), 'info Redis is back']);
    expect(lines.join()).not.toContain('hush');
    await own.stop();
  });

  it('and whose password is wrong is said so, without either password', async () => {
    lines.length = 0;
    const own = await startRedis('--requirepass', 'hush-hush');
    await node({ url: own.url.replace('//', '//:open-sesame@'), log });
    expect(lines).toEqual([expect.stringMatching(/WRONGPASS/)]);
    expect(lines.join()).not.toMatch(/hush|sesame/);
    await own.stop();
  });

  it('to all who subscribe is lost, said once, until it takes the subscription', async () => {
    lines.length = 0;
    const own = await startRedis();
    await own.command('ACL', 'SETUSER', 'default', 'resetchannels', '&touchline:1:probe/*');
    const bus = await node({ url: own.url, log });
    await bus.subscribe('a', () => {});
    const refused = async () => /ssubscribe:.*rejected_calls=[2-9]/.test(await own.command('INFO', 'commandstats'));
    await until('it is asked again', refused);
    expect(bus.state().connected).toBe(false);
    await own.command('ACL', 'SETUSER', 'default', 'allchannels');
    await until('it is taken', () => bus.state().connected);
    expect(await own.command('SPUBLISH', 'touchline:1:a', 'x')).toBe(':1');
    expect(lines).toEqual([expect.stringMatching(/^warn Redis is lost.*NOPERM/), 'info Redis is back']);
    await own.stop();
  });

  it('for a while, restarted empty, is subscribed to anew, and listeners are told that they may have missed something', async () => {
    lines.length = 0;
    const own = await startRedis();
    const [here, there] = [await node({ url: own.url, log }), await node({ url: own.url })];
    const before = await listenOn(there, 'before');
    let recovered = 0;
    there.onRecovered(() => {
      recovered++;
    });
    await own.kill();
    await until('it is noticed', () => !here.state().connected && !there.state().connected);
    const meanwhile = await listenOn(there, 'meanwhile');
    here.publish('before', { lost: true });
    await own.start();
    await until('both are back', () => here.state().connected && there.state().connected && recovered > 0);
    here.publish('before', { n: 1 });
    here.publish('meanwhile', { n: 2 });
    await until('both are heard', () => before.heard.length + meanwhile.heard.length === 2);
    expect([before.heard, meanwhile.heard]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect(lines).toEqual([expect.stringMatching(/^warn Redis is lost/), 'info Redis is back']);
    await own.stop();
  });

  it('does not keep the process from ending', async () => {
    const bus = await openBus({ url: 'redis://127.0.0.1:1' });
    await bus.close();
    expect(bus.state().connected).toBe(false);
  });
});

describe('a Redis that answers nothing', () => {
  it('is noticed; nothing waits for it, what cannot be sent is dropped, and it comes back', async () => {
    const own = await startRedis();
    const [here, there] = [await node({ url: own.url }), await node({ url: own.url })];
    await own.command('CLIENT', 'PAUSE', '4000', 'ALL');
    const start = performance.now();
    const late = await listenOn(there, 'late');
    expect(performance.now() - start).toBeLessThan(1_500);
    for (let n = 0; n < 200; n++) here.publish('large', { text: 'x'.repeat(100_000) });
    await until('it is given up', () => !here.state().connected);
    here.publish('late', { dropped: true });
    expect(here.state().dropped).toBeGreaterThan(0);
    await until('both are back', () => here.state().connected && there.state().connected);
    here.publish('late', { n: 1 });
    await until('it is heard', () => late.heard.length === 1);
    expect(late.heard).toEqual([{ n: 1 }]);
    await own.stop();
  });
});

describe('a subscription that is open and deaf', () => {
  it('is noticed within ten seconds by the probe, and heals', async () => {
    const proxy = await startRedisProxy(redis.url);
    const [here, there] = [await node(), await node({ url: proxy.url })];
    const { heard } = await listenOn(there, 'a');
    let recovered = 0;
    there.onRecovered(() => {
      recovered++;
    });
    expect(proxy.deafen()).toBe(1);
    const start = performance.now();
    here.publish('a', { lost: true });
    await until('it is noticed', () => there.state().deaf === 1, 10_000);
    await until('it is healed', () => there.state().connected && recovered > 0, 5_000);
    expect(performance.now() - start).toBeLessThan(15_000);
    here.publish('a', { n: 1 });
    await until('it is heard', () => heard.length === 1);
    expect(heard).toEqual([{ n: 1 }]);
    await there.close();
    await proxy.close();
  });
});
