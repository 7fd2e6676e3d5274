/**
 * T15: a line stays open, and what goes one way, or both, never arrives. The client notices within thirty seconds and
 * comes back by another line; the relay notices within sixty and lets the dead one go.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { PING_EVERY_MS } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { createLedger, newMark } from '../support/ledger.ts';
import { type Direction, type LineProxy, startLineProxy } from '../support/line-proxy.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from '../support/relay.ts';
import { createScreenClient } from '../support/screen-client.ts';

const { db } = await createTestDatabase();
const EACH = times({ quick: 2, full: 100 });
const WAYS: Direction[][] = [['up'], ['down'], ['up', 'down']];
const CLIENT_WITHIN_MS = 30_000;
const RELAY_WITHIN_MS = 60_000;

/** A client that never asks whether its line lives. */
const unwatched: Clock = {
  ...systemClock,
  after: (ms, task) => (ms === PING_EVERY_MS ? () => {} : systemClock.after(ms, task)),
};

let site: Site;
let relay: TestRelay;
/** Never looks for silent lines. */
let trusting: TestRelay;
beforeAll(async () => {
  site = await createSite(db);
  [relay, trusting] = await Promise.all([
    startTestRelay(db),
    startTestRelay(db, { sockets: { tickMs: 10 * RELAY_WITHIN_MS } }),
  ]);
});
afterAll(() => Promise.all([relay.close(), trusting.close()]));

// All lines die at the same time, so that a hundred take no longer than one.
describe.concurrent('T15: a half-open line', { timeout: 120_000 }, () => {
  it('is noticed by its client within thirty seconds and by its relay within sixty', async ({ expect }) => {
    const ledger = createLedger();
    const halves = WAYS.flatMap((way) => Array.from({ length: EACH }, () => halfOpen(relay, way, ledger)));
    const problems = (await Promise.all(halves)).flat();
    problems.push(...(await ledger.judge(db)));
    printZero('T15', problems, halves.length);
    expect(problems).toEqual([]);
  });

  it('the check fails on a client without a watchdog and a relay that reaps nobody', async ({ expect }) => {
    const problems = await halfOpen(trusting, ['up', 'down'], createLedger(), unwatched);
    expect(problems).toContainEqual(expect.stringMatching(/^client: not noticed/));
    expect(problems).toContainEqual(expect.stringMatching(/^relay: not noticed/));
  });
});

/** One player whose line dies while they write. Resolves to what was not noticed in time. */
async function halfOpen(
  { url: relayUrl }: TestRelay,
  way: Direction[],
  ledger: ReturnType<typeof createLedger>,
  clock: Clock = systemClock,
): Promise<string[]> {
  const proxy: LineProxy = await startLineProxy([relayUrl]);
  const client = createScreenClient({ url: () => proxy.url, site, ledger, clock });
  try {
    await client.ready();
    client.post(newMark());
    await client.settled();
    const [line] = proxy.lines;
    line?.silence(way);
    client.post(newMark());
    const noticed = await Promise.all([
      inTime('client', () => client.lines() > 1, CLIENT_WITHIN_MS),
      inTime('relay', () => line?.relayLeft === true, RELAY_WITHIN_MS),
    ]);
    if (noticed.flat().length === 0) await client.settled();
    return noticed.flat().map((problem) => `${problem}, with ${way.join(' and ')} silent`);
  } finally {
    client.close();
    await proxy.close();
  }
}

function inTime(who: string, noticed: () => boolean, longestMs: number): Promise<string[]> {
  return until(`${who} notices`, noticed, longestMs).then(
    () => [],
    () => [`${who}: not noticed within ${longestMs} ms`],
  );
}
