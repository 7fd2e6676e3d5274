/**
 * T4: a relay is stopped in the middle of its work, long enough to be taken for dead, and then goes on. What its
 * operators had is given to others; what it had decided before, and what its operators said to it meanwhile, changes
 * nothing any more; nobody has two owners or more than fits; and its players move once.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { describe, expect, it } from 'vitest';
import { startBusyDesk } from '../support/busy-desk.ts';
import { until } from '../support/conditions.ts';
import { printZero, seededRandom, times } from '../support/figures.ts';
import { createLedger, newMark } from '../support/ledger.ts';
import { changeFunction } from '../support/plants.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { type RelayGroup, startRelayGroup } from '../support/relay-group.ts';
import { createScreenClient, type ScreenClient } from '../support/screen-client.ts';
import { type Colleague, hire, QUICK_TIMING, routedSite } from '../support/shift.ts';
import { type Absence, judgeShift } from '../support/shift-log.ts';

const STOPS = times({ quick: 2, full: 50 });
/** Every time is a tenth of the product's, of relays, of clients and of stops: 5 to 60 seconds. */
const FASTER = 10;
const STOPPED_MS = { least: 5_000 / FASTER, most: 60_000 / FASTER };
const TIMING = { ...QUICK_TIMING, silentMs: 15_000 / FASTER };
const GRACE_MS = 500;
const RELAYS = 3;
const OPERATORS_EACH = 2;
const CAPACITY = 3;
const PLAYERS = 30;
const WRITE_EVERY_MS = 100;

const faster: Clock = { ...systemClock, after: (ms, task) => systemClock.after(ms / FASTER, task) };

describe('T4: a relay is stopped and goes on', { timeout: 60_000 + STOPS * 40_000 }, () => {
  describe('as it is', async () => {
    const own = await createTestDatabase();
    it('writes nothing stale, and moves its players once', async () => {
      const { problems, taken } = await stopAndGoOn(own, STOPS);
      printZero(`T4, ${taken} taken back from those who were gone`, problems, STOPS);
      expect(problems).toEqual([]);
      expect(taken).toBeGreaterThan(0);
    });
  });

  describe('with a giving that does not look again', async () => {
    const own = await createTestDatabase();
    it('the check fails', async () => {
      await changeFunction(own.db, 'give_conversations', 'judged.nth > judged.free', 'false');
      await changeFunction(own.db, 'give_conversations', 'not judged.is_there', 'false');
      const { problems } = await stopAndGoOn(own, 1);
      expect(problems).toContainEqual(expect.stringMatching(/^over capacity|^stale/));
    });
  });
});

async function stopAndGoOn({ db, url: databaseUrl }: TestDatabase, stops: number) {
  const random = seededRandom('T4');
  const redis = await startRedis();
  const relays = await startRelayGroup(RELAYS, { databaseUrl, redisUrl: redis.url, timing: TIMING, plant: 'hesitates' });
  const site = await routedSite(db, { mode: 'assign', graceMs: GRACE_MS });
  const teams = await hireTeams(db, site);
  const desks = await Promise.all(
    teams.flatMap((team, n) => team.map((one) => startBusyDesk(relays.urls[n] ?? '', one, random))),
  );
  const ledger = createLedger();
  let turn = 0;
  const players = Array.from({ length: PLAYERS }, () =>
    createScreenClient({ url: () => relays.urls[turn++ % RELAYS] ?? '', site, ledger, clock: faster, random }),
  );
  const absences: Absence[] = [];
  const problems: string[] = [];
  try {
    await Promise.all(players.map((player) => player.ready()));
    const writing = setInterval(() => players[Math.floor(random() * PLAYERS)]?.post(newMark()), WRITE_EVERY_MS);
    for (let stop = 0; stop < stops; stop++) {
      await until('they work', async () => (await given(db)) > stop * PLAYERS + PLAYERS);
      const n = Math.floor(random() * RELAYS);
      const ms = STOPPED_MS.least + random() * (STOPPED_MS.most - STOPPED_MS.least);
      // Quick runs have only two: one of them shall be taken for dead.
      const { from, until: until_ } = await stopOne(db, relays, n, stop === 0 ? STOPPED_MS.most : ms);
      absences.push(...(teams[n] ?? []).map(({ id }) => ({ operator: id, from: from + TIMING.silentMs, until: until_ })));
      problems.push(...(await judgeMoves(players)));
    }
    clearInterval(writing);
    await Promise.all(players.map((player) => player.settled()));
    problems.push(...(await judgeShift(db, CAPACITY, absences)), ...(await ledger.judge(db)));
    return { problems, taken: await takenBack(db) };
  } finally {
    for (const one of [...desks.map((desk) => desk.stop), ...players.map((player) => player.close)]) one();
    await relays.close();
    await redis.stop();
  }
}
