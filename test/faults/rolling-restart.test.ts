/**
 * T3: three relays are restarted one after the other, as a deploy does it, while players write. Nothing is lost, doubled
 * or out of order on any screen, no text is marked as failed, and nobody is away for long.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import type { Plant } from '../support/plants.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createSite } from '../support/relay.ts';
import { type RelayProcess, startRelayProcess } from '../support/relay-process.ts';
import { createScreenClient, type ScreenClient } from '../support/screen-client.ts';

const { db, url: databaseUrl } = await createTestDatabase();
let redis: TestRedis;
let site: Site;
beforeAll(async () => {
  redis = await startRedis();
  site = await createSite(db);
});
afterAll(() => redis.stop());

const RELAYS = 3;
const RESTARTS = RELAYS * times({ quick: 3, full: 50 });
const CONVERSATIONS = 40;
const WRITE_EVERY_MS = 100;
/** Nothing may be lost; how soon it is there is another figure, and machines are busy. */
const CAUGHT_UP_WITHIN_MS = 60_000;

describe('T3: a rolling restart under load', { timeout: 120_000 + RESTARTS * 10_000 }, () => {
  it('loses nothing, marks nothing as failed', async () => {
    const ledger = createLedger();
    const longestMs = await restart(ledger, RESTARTS, (relay) => relay.kill('SIGTERM'));
    const problems = await ledger.judge(db);
    printZero(`T3, ${RESTARTS} restarts, away for at most ${Math.round(longestMs)} ms`, problems, ledger.count());
    expect(problems).toEqual([]);
  });

  it('the check fails when relays acknowledge before they commit, and are killed', async () => {
    const ledger = createLedger();
    await restart(ledger, 1, (relay) => relay.kill('SIGKILL'), 'acksBeforeCommit');
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^lost/));
  });
});

/** Resolves to the longest time for which any client had no line. */
async function restart(
  ledger: Ledger,
  restarts: number,
  end: (relay: RelayProcess) => Promise<void>,
  plant?: Plant,
): Promise<number> {
  const options = { databaseUrl, redisUrl: redis.url, ...(plant ? { plant } : {}) };
  const relays = await Promise.all(Array.from({ length: RELAYS }, () => startRelayProcess(options)));
  const ports = relays.map(({ url }) => Number(new URL(url).port));
  // A plain balancer: it does not know yet which relay is going, and may choose that one.
  const anyRelay = () => relays[Math.floor(Math.random() * RELAYS)]?.url ?? '';
  const pairs = Array.from({ length: CONVERSATIONS }, (_, n): Pair => {
    const writer = createScreenClient({ url: anyRelay, site, ledger, token: newToken(), reader: `writer ${n}` });
    const { token, conversation } = writer;
    return [writer, createScreenClient({ url: anyRelay, site, ledger, token, conversation, reader: `reader ${n}` })];
  });
  const clients = pairs.flat();
  await Promise.all(clients.map((client) => client.ready()));

  const writing = setInterval(() => {
    for (const [writer] of pairs) writer.post(newMark());
  }, WRITE_EVERY_MS);
  const longestMs = watchLines(clients);
  for (let done = 0; done < restarts; done++) {
    const n = done % RELAYS;
    const before = ledger.count();
    await until('they write', () => ledger.count() >= before + 2 * CONVERSATIONS);
    await end(relays[n] as RelayProcess);
    relays[n] = await startRelayProcess({ ...options, port: ports[n] ?? 0 });
  }
  clearInterval(writing);
  // What a planted defect swallowed never comes.
  if (!plant) await Promise.all(pairs.map(settle));
  for (const client of clients) client.close();
  await Promise.all(relays.map((relay) => relay.kill()));
  return longestMs();
}

/** Two screens of one player. */
type Pair = [writer: ScreenClient, reader: ScreenClient];

async function settle([writer, reader]: Pair): Promise<void> {
  await writer.settled(CAUGHT_UP_WITHIN_MS);
  await reader.settled(CAUGHT_UP_WITHIN_MS);
  await until('the reader has everything', () => reader.seq() === writer.seq());
}

function watchLines(clients: ScreenClient[]): () => number {
  const lostAt = new Map<ScreenClient, number>();
  let longestMs = 0;
  const watching = setInterval(() => {
    for (const client of clients) {
      if (client.isReady()) lostAt.delete(client);
      else if (!lostAt.has(client)) lostAt.set(client, performance.now());
      else longestMs = Math.max(longestMs, performance.now() - (lostAt.get(client) ?? 0));
    }
  }, 20);
  return () => {
    clearInterval(watching);
    return longestMs;
  };
}
