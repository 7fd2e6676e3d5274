/**
 * T19: every line breaks in one moment. All clients come back by themselves, with the product's own patience, to two
 * relays, and have caught up with what was written meanwhile.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { percentile, printZero, times } from '../support/figures.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import { startLineProxy } from '../support/line-proxy.ts';
import type { Plant } from '../support/plants.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createSite } from '../support/relay.ts';
import { startRelayGroup } from '../support/relay-group.ts';
import { createScreenClient, type ScreenClient } from '../support/screen-client.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const SOCKETS = times({ quick: 1_000, full: 10_000 });
const READERS_EACH = 10;
/** So many connect at a time in the beginning, which is not what is measured. */
const AT_ONCE = 100;
const BACK_WITHIN_MS = 15_000;
/** Beyond this nobody is waited for. */
const GIVEN_UP_AFTER_MS = 3 * BACK_WITHIN_MS;
const CONTROL_WAITS_MS = 4_000;

let site: Site;
let redis: TestRedis;
beforeAll(async () => {
  [site, redis] = await Promise.all([createSite(db), startRedis()]);
});
afterAll(() => redis.stop());

describe('T19: all sockets are dropped at once', { timeout: 120_000 + SOCKETS * 30 }, () => {
  it('all are back and have caught up within fifteen seconds', async () => {
    const ledger = createLedger();
    const tookMs = await dropAll(ledger, SOCKETS);
    const problems = await ledger.judge(db);
    const p99 = Math.round(percentile(tookMs, 0.99));
    if (p99 > BACK_WITHIN_MS) problems.push(`late: ${p99} ms, 99 % were back`);
    printZero(`T19, back in ${p99} ms (p99), the last after ${Math.round(Math.max(...tookMs))} ms`, problems, SOCKETS);
    expect(problems).toEqual([]);
  });

  it('the check fails when a relay does not send what a client missed', async () => {
    const ledger = createLedger();
    await dropAll(ledger, 2 * READERS_EACH, 'resumesEmpty');
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^missed/));
  });
});

/** Resolves to what it took each of them, in ms. */
async function dropAll(ledger: Ledger, sockets: number, plant?: Plant): Promise<number[]> {
  const relays = await startRelayGroup(2, { databaseUrl, redisUrl: redis.url, ...(plant ? { plant } : {}) });
  const proxy = await startLineProxy(relays.urls);
  const clients: ScreenClient[] = [];
  const threads = await Promise.all(
    Array.from({ length: sockets / READERS_EACH }, () => startThread(relays.any(), ledger)),
  );
  try {
    for (let n = 0; n < sockets; n++) {
      const { token, conversation } = threads[n % threads.length] as Thread;
      const url = () => proxy.url;
      clients.push(createScreenClient({ url, site, ledger, token, conversation, reader: `${n}`, random: Math.random }));
      if (n % AT_ONCE === AT_ONCE - 1) await Promise.all(clients.slice(-AT_ONCE).map((client) => client.settled()));
    }
    await Promise.all(clients.map((client) => client.settled()));
    proxy.cutAll();
    const start = performance.now();
    for (const thread of threads) await thread.post();
    return await Promise.all(
      clients.map(async (client, n) => {
        const isBack = () =>
          client.lines() > 1 && client.isCaughtUp() && client.seq() >= (threads[n % threads.length]?.seq() ?? 0);
        await until('it is back', isBack, plant ? CONTROL_WAITS_MS : GIVEN_UP_AFTER_MS).catch(() => {});
        return performance.now() - start;
      }),
    );
  } finally {
    for (const client of clients) client.close();
    for (const thread of threads) thread.close();
    await proxy.close();
    await relays.close();
  }
}

type Thread = Awaited<ReturnType<typeof startThread>>;

/** One conversation and its author, whose line does not break. */
async function startThread(url: string, ledger: Ledger) {
  const token = newToken();
  const conversation = newId(systemClock.now());
  const author = await connectPlayer(url, site, { token });
  let seq = 0;
  const post = async () => {
    const clientId = newId(systemClock.now());
    const mark = newMark();
    ledger.sent(conversation, mark);
    author.send({ type: 'post', conversation, clientId, text: mark });
    seq = (await author.next('ack', (ack) => ack.clientId === clientId)).seq;
    ledger.acked(mark, seq);
  };
  await post();
  return { token, conversation, post, seq: () => seq, close: () => author.close() };
}
