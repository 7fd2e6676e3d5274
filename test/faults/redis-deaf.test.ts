/**
 * T6: the reading relay's subscription is open, and nothing comes through it any more. The relay notices within ten
 * seconds and is healed within fifteen; what is sent meanwhile is shown all the same.
 */

import { PROBE_EVERY_MS } from '@touchline/relay/platform/bus-probe.ts';
import { openRedisBus } from '@touchline/relay/platform/bus-redis.ts';
import { busKey } from '@touchline/relay/platform/bus-seal.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { createLedger, type Ledger } from '../support/ledger.ts';
import { createTestDatabase, quietLog } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { type RedisProxy, startRedisProxy } from '../support/redis-proxy.ts';
import { createPlayerOnTwo, statusOf, untilStatus } from '../support/redis-relays.ts';
import { createSite, startTestRelay } from '../support/relay.ts';
import { type RelayProcess, startRelayProcess } from '../support/relay-process.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const ROUNDS = times({ quick: 1, full: 50 });
const NOTICED_WITHIN_MS = 10_000;
const HEALED_WITHIN_MS = 15_000;
const SHOWN_WITHIN_MS = 6_000;
/** By the sweep it takes seconds, as a rule; this often this fast is the bus. */
const AT_ONCE_MS = 500;
const AT_ONCE_TIMES = 5;

let site: Site;
let redis: TestRedis;
let writes: RelayProcess;
beforeAll(async () => {
  [site, redis] = await Promise.all([createSite(db), startRedis()]);
  writes = await startRelayProcess({ databaseUrl, redisUrl: redis.url });
});
afterAll(async () => {
  await writes.kill();
  await redis.stop();
});

describe.concurrent('T6: the subscription is deaf', { timeout: 60_000 + ROUNDS * 30_000 }, () => {
  it('is noticed within ten seconds, healed within fifteen, and nothing is lost', async ({ expect }) => {
    const proxy = await startRedisProxy(redis.url);
    const reads = await startRelayProcess({ databaseUrl, redisUrl: proxy.url });
    const ledger = createLedger();
    const problems: string[] = [];
    for (let round = 0; round < ROUNDS; round++) problems.push(...(await deafen(proxy, reads, ledger)));
    problems.push(...(await ledger.judge(db)));
    printZero('T6', problems, ROUNDS);
    expect(problems).toEqual([]);
    expect(reads.output().match(/Redis is lost/g)).toHaveLength(ROUNDS);
    await reads.kill();
    await proxy.close();
  });

  it('the check fails on a relay whose probe never leaves', async ({ expect }) => {
    const proxy = await startRedisProxy(redis.url);
    const unprobed: Clock = {
      ...systemClock,
      after: (ms, task) => (ms === PROBE_EVERY_MS ? () => {} : systemClock.after(ms, task)),
    };
    const key = await busKey(db);
    const bus = await openRedisBus({ url: proxy.url, key, clock: unprobed, log: quietLog, onListenerError: () => {} });
    const reads = await startTestRelay(db, { bus });
    const problems = await deafen(proxy, reads, createLedger());
    expect(problems).toContainEqual(expect.stringMatching(/^not noticed/));
    await reads.close();
    await bus.close();
    await proxy.close();
  });
});

async function deafen(proxy: RedisProxy, reads: { url: string }, ledger: Ledger): Promise<string[]> {
  const problems: string[] = [];
  await untilStatus('ready', [writes, reads]);
  const player = await createPlayerOnTwo({ writes, reads }, site, ledger);
  await player.deliver(SHOWN_WITHIN_MS);
  expect(proxy.deafen()).toBe(1);
  const start = performance.now();
  const took = () => Math.round(performance.now() - start);
  const shown = player.deliver(SHOWN_WITHIN_MS).catch((error) => problems.push(`late: ${error.message}`));
  try {
    await until('it is noticed', async () => (await statusOf(reads)) === 'degraded', NOTICED_WITHIN_MS);
    const noticed = took();
    await untilStatus('ready', [reads], HEALED_WITHIN_MS - noticed);
    process.stdout.write(`T6: noticed after ${noticed} ms, healed after ${took()} ms\n`);
    for (let n = 0; n < AT_ONCE_TIMES; n++) await player.deliver(AT_ONCE_MS);
  } catch (error) {
    problems.push(`not noticed or not healed: ${(error as Error).message}`);
  }
  await shown;
  player.close();
  return problems;
}
