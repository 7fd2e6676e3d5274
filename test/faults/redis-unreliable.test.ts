/**
 * T7: of what two relays tell each other 1 % is lost, 5 % comes twice and 5 % comes late, behind what was published
 * after it. Readers are shown everything, once and in order.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BusPlant } from '../support/bus-plants.ts';
import { printZero, times } from '../support/figures.ts';
import { createLedger, type Ledger } from '../support/ledger.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createPlayerOnTwo, newestSeq, type Pair, untilStatus } from '../support/redis-relays.ts';
import { createSite } from '../support/relay.ts';
import { startRelayProcess } from '../support/relay-process.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const MESSAGES = times({ quick: 5_000, full: 100_000 });
/** At a time; each says so much and leaves. */
const PLAYERS = 25;
const MESSAGES_EACH = 50;
const SHOWN_WITHIN_MS = 6_000;

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe('T7: an unreliable bus', { timeout: 60_000 + MESSAGES * 20 }, () => {
  it('loses, doubles and reorders nothing that anybody is shown', async () => {
    const ledger = createLedger();
    const wrong = await writeAndRead(ledger, MESSAGES, ['unreliable']);
    const problems = [...wrong, ...(await ledger.judge(db))];
    printZero('T7', problems, MESSAGES);
    expect(problems).toEqual([]);
  });

  it('the check fails when nobody sweeps: what was lost last is missed', async () => {
    const ledger = createLedger();
    const wrong = await writeAndRead(ledger, 100, ['lossy', 'unswept']);
    expect(wrong).toContainEqual(expect.stringMatching(/^late/));
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^missed/));
  });
});

/** Resolves to what came too late, and to what came wrongly over the wire, though no screen may have shown it. */
async function writeAndRead(ledger: Ledger, messages: number, busPlants: BusPlant[]): Promise<string[]> {
  const options = { databaseUrl, redisUrl: redis.url, busPlants };
  const [writes, reads] = await Promise.all([startRelayProcess(options), startRelayProcess(options)]);
  await untilStatus('ready', [writes, reads]);
  const problems: string[] = [];
  while (ledger.count() < messages) {
    // One of their own, because a site lets only so many wait.
    const site = await createSite(db);
    const each = Math.min(MESSAGES_EACH, messages / PLAYERS);
    const talks = Array.from({ length: PLAYERS }, () => talk({ writes, reads }, site, ledger, each));
    problems.push(...(await Promise.all(talks)).flat());
  }
  await Promise.all([writes.kill(), reads.kill()]);
  return problems;
}

async function talk(relays: Pair, site: Site, ledger: Ledger, messages: number): Promise<string[]> {
  const player = await createPlayerOnTwo(relays, site, ledger);
  for (let n = 0; n < messages; n++) player.post();
  await player.settled();
  const newest = await newestSeq(db, player.conversation);
  const late = await player.untilShown(newest, SHOWN_WITHIN_MS).then(
    () => [],
    (error) => [`late: ${error.message}`],
  );
  player.close();
  const wrong = player.wire.flatMap((seq, i) => (seq === i + 1 ? [] : [`wrong on the wire: ${seq} as ${i + 1}`]));
  return [...late, ...wrong];
}
