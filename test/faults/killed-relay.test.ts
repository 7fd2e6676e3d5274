/**
 * T1: one of three relays, whichever, is killed under load, again and again. Its clients come back to the others; nothing
 * acknowledged is lost, nothing is shown twice or out of order, and whoever was away has soon caught up.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { createCrowd } from '../support/crowd.ts';
import { percentile, printZero, seededRandom, times } from '../support/figures.ts';
import { createLedger } from '../support/ledger.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createSite } from '../support/relay.ts';
import { type RelayGroup, startRelayGroup } from '../support/relay-group.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const KILLS = times({ quick: 12, full: 1_000 });
/** So many clusters share the kills, side by side, because each of them has to rest between two. */
const CLUSTERS = times({ quick: 3, full: 1 });
/** A crowd for each so many, so that what screens and ledger hold stays small. */
const KILLS_PER_CROWD = 50;
const CONVERSATIONS = times({ quick: 20, full: 500 });
const PER_SECOND = times({ quick: 20, full: 300 });
const RELAYS = 3;
const CAUGHT_UP_WITHIN_MS = 3_000;
/** Longer than a line has to hold before its loss counts as the first (reconnect.ts): no cluster loses relays faster. */
const REST_MS = 10_500;

let site: Site;
let redis: TestRedis;
beforeAll(async () => {
  [site, redis] = await Promise.all([createSite(db), startRedis()]);
});
afterAll(() => redis.stop());

describe('T1: a relay is killed under load', { timeout: 120_000 + KILLS * 20_000 }, () => {
  it('loses, doubles and reorders nothing, and those it had have soon caught up elsewhere', async () => {
    const random = seededRandom('T1');
    const seen = await Promise.all(Array.from({ length: CLUSTERS }, () => killInCluster(KILLS / CLUSTERS, random)));
    const problems = seen.flatMap((cluster) => cluster.problems);
    const awayMs = seen.flatMap((cluster) => cluster.awayMs);
    const messages = seen.reduce((sum, cluster) => sum + cluster.messages, 0);
    const p99 = Math.round(percentile(awayMs, 0.99));
    if (p99 > CAUGHT_UP_WITHIN_MS) problems.push(`late: ${p99} ms, 99 % of ${awayMs.length} had caught up`);
    printZero(
      `T1, kills; ${messages} messages, ${awayMs.length} times away, caught up in ${p99} ms (p99)`,
      problems,
      KILLS,
    );
    expect(problems).toEqual([]);
  });

  it('the check fails when relays acknowledge before they commit', async () => {
    const relays = await startRelayGroup(RELAYS, { databaseUrl, redisUrl: redis.url, plant: 'acksBeforeCommit' });
    const ledger = createLedger();
    const crowd = createCrowd({ url: () => relays.any(), site, ledger, conversations: RELAYS });
    try {
      await crowd.ready();
      crowd.write(PER_SECOND);
      await until('something is acknowledged', () => crowd.clients.some((client) => client.seq() > 0));
      crowd.stop();
      for (let n = 0; n < RELAYS; n++) await relays.kill(n);
      expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^lost/));
    } finally {
      crowd.close();
      await relays.close();
    }
  });
});

async function killInCluster(kills: number, random: () => number) {
  const relays = await startRelayGroup(RELAYS, { databaseUrl, redisUrl: redis.url, maxConnections: 4 });
  const problems: string[] = [];
  const awayMs: number[] = [];
  let messages = 0;
  let last = 0;
  try {
    for (let done = 0; done < kills; done += KILLS_PER_CROWD) {
      const victims = Array.from({ length: Math.min(KILLS_PER_CROWD, kills - done) }, () => {
        // Not the last one again: nobody has come to it since.
        last = (last + 1 + Math.floor(random() * (RELAYS - 1))) % RELAYS;
        return last;
      });
      const seen = await killUnderCrowd(relays, victims);
      problems.push(...seen.problems);
      awayMs.push(...seen.awayMs);
      messages += seen.messages;
    }
  } finally {
    await relays.close();
  }
  return { problems, awayMs, messages };
}

/** One after the other. */
async function killUnderCrowd(relays: RelayGroup, victims: number[]) {
  const ledger = createLedger();
  const crowd = createCrowd({ url: () => relays.any(), site, ledger, conversations: CONVERSATIONS });
  try {
    await crowd.ready();
    crowd.write(PER_SECOND);
    for (const n of victims) {
      const restedFrom = performance.now();
      await until('the lines have held', () => performance.now() - restedFrom > REST_MS);
      await relays.kill(n);
      // It comes back when all are elsewhere, as one does whose machine has to start first.
      await crowd.caughtUp();
      await relays.start(n);
    }
    crowd.stop();
    await crowd.settled();
    return { problems: await ledger.judge(db), awayMs: crowd.awayMs, messages: ledger.count() };
  } finally {
    crowd.close();
  }
}
