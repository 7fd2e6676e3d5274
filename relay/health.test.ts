/** What balancers and dashboards are told while Redis is there, and while it is not. */
import { systemClock } from '@touchline/shared/clock.ts';
import { expect, it } from 'vitest';
import { until } from '../test/support/conditions.ts';
import { createTestDatabase, quietLog } from '../test/support/postgres.ts';
import { startRedis } from '../test/support/redis.ts';
import { startTestRelay } from '../test/support/relay.ts';
import { openRedisBus } from './platform/bus-redis.ts';
import { busKey } from './platform/bus-seal.ts';

const { db } = await createTestDatabase();
const TOKEN = 'a token that nobody guesses';

it('a relay starts without its Redis, says so and stays ready, and is whole when Redis comes', async () => {
  const redis = await startRedis();
  await redis.kill();
  const key = await busKey(db);
  const bus = await openRedisBus({ url: redis.url, key, clock: systemClock, log: quietLog, onListenerError: () => {} });
  const relay = await startTestRelay(db, { bus, metricsToken: TOKEN });
  const ready = async () => {
    const response = await fetch(`${relay.url}/ready`);
    return [response.status, await response.json()];
  };
  const metric = async (name: string) => {
    const response = await fetch(`${relay.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await response.text())?.[1]);
  };

  expect(await ready()).toEqual([200, { status: 'degraded', redis: 'lost' }]);
  expect(await metric('touchline_bus_connected')).toBe(0);
  await redis.start();
  await until('Redis is back', () => bus.state().connected);
  expect(await ready()).toEqual([200, { status: 'ready' }]);
  expect(await metric('touchline_bus_connected')).toBe(1);

  await bus.subscribe('a', () => {});
  await redis.command('SPUBLISH', 'touchline:1:a', 'forged');
  await until('it is counted', async () => (await metric('touchline_bus_forged_total')) === 1);
  await relay.close();
  await bus.close();
  await redis.stop();
});

it('a relay without REDIS_URL is simply ready', async () => {
  const relay = await startTestRelay(db);
  expect(await (await fetch(`${relay.url}/ready`)).json()).toEqual({ status: 'ready' });
  await relay.close();
});
