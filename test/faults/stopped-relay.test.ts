/**
 * T4: a relay is stopped in the middle of its work, long enough to be taken for dead, and then goes on. What its
 * operators had is given to others; what it had decided before, and what its operators said to it meanwhile, changes
 * nothing any more; nobody has two owners or more than fits; and its players move once.
 */
import { NODE_TIMING } from '@touchline/relay/platform/node.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { describe, expect, it } from 'vitest';
import { startBusyDesk } from '../support/busy-desk.ts';
import { until } from '../support/conditions.ts';
import { printZero, seededRandom, times } from '../support/figures.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import { changeFunction } from '../support/plants.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { newestSeq } from '../support/redis-relays.ts';
import { startRelayGroup } from '../support/relay-group.ts';
import type { RelayProcess } from '../support/relay-process.ts';
import { createScreenClient, type ScreenClient } from '../support/screen-client.ts';
import { type Colleague, hire, routedSite } from '../support/shift.ts';
import { type Absence, judgeShift } from '../support/shift-log.ts';

const STOPS = times({ quick: 2, full: 50 });
/** By how much everything is faster than in the product: relays, clients and stops, which last 5 to 60 seconds. */
const FASTER = times({ quick: 4, full: 1 });
const STOPPED_MS = { least: 5_000 / FASTER, most: 60_000 / FASTER };
const NOTICED_MS = 40_000 / FASTER;
const TIMING = {
  silentMs: NODE_TIMING.silentMs / FASTER,
  beatEveryMs: NODE_TIMING.beatEveryMs / FASTER,
  sweepEveryMs: 5_000 / FASTER,
  lingerMs: 4_000 / FASTER,
};
const GRACE_MS = 4_000 / FASTER;
/** One sweep notices, and after the grace another takes it back. */
const TAKEN_BACK_MS = GRACE_MS + 3 * TIMING.sweepEveryMs;
const RELAYS = 3;
const OPERATORS_EACH = 2;
const CAPACITY = 3;
const PLAYERS = 30;
/** More than can be answered at once, so that every place is taken as soon as it is free. */
const WRITE_EVERY_MS = 40;
const SETTLES_WITHIN_MS = 60_000;

const faster: Clock = { ...systemClock, after: (ms, task) => systemClock.after(ms / FASTER, task) };

describe('T4: a relay is stopped and goes on', { timeout: 60_000 + STOPS * 40_000 }, () => {
  describe('as it is', async () => {
    const own = await createTestDatabase();
    it('writes nothing stale, and moves its players once', async () => {
      const { problems, taken } = await stopAndGoOn(own, STOPS);
      printZero(`T4, stops; ${taken} taken back from those who were gone`, problems, STOPS);
      expect(problems).toEqual([]);
      expect(taken).toBeGreaterThan(0);
    });
  });

  describe('with a presence that does not ask whether the relay lives', async () => {
    const own = await createTestDatabase();
    it('the check fails', async () => {
      const beats = /n\.beat_at > clock_timestamp\(\) - make_interval\(secs => silent_secs\)/;
      await changeFunction(own.db, 'is_there', beats, 'true');
      const { problems } = await stopAndGoOn(own, 1);
      expect(problems).toContainEqual(expect.stringMatching(/^kept/));
    });
  });
});

async function stopAndGoOn({ db, url: databaseUrl }: TestDatabase, stops: number) {
  const random = seededRandom('T4');
  const redis = await startRedis();
  const relays = await startRelayGroup(RELAYS, {
    databaseUrl,
    redisUrl: redis.url,
    timing: TIMING,
    plant: 'hesitates',
  });
  const site = await routedSite(db, { mode: 'assign', graceMs: GRACE_MS });
  const teams = await Promise.all(relays.urls.map(() => hireTeam(db, site)));
  const desks = await Promise.all(
    teams.flatMap((team, n) => team.map((one) => startBusyDesk(relays.urls[n] ?? '', one, random))),
  );
  const ledger = createLedger();
  const players = Array.from({ length: PLAYERS }, (_, n) => startPlayer(relays.urls, n, site, ledger));
  const absences: Absence[] = [];
  const problems: string[] = [];
  let writing: NodeJS.Timeout | undefined;
  try {
    await Promise.all(players.map(({ screen }) => screen.ready()));
    writing = setInterval(() => players[Math.floor(random() * PLAYERS)]?.screen.post(newMark()), WRITE_EVERY_MS);
    for (let stop = 0; stop < stops; stop++) {
      const before = await count(db, 'assigned', 'system');
      await until('they work', async () => (await count(db, 'assigned', 'system')) > before + PLAYERS);
      const n = Math.floor(random() * RELAYS);
      // The first is one that everybody notices, for a quick run has few.
      const ms = stop === 0 ? NOTICED_MS : STOPPED_MS.least + random() * (STOPPED_MS.most - STOPPED_MS.least);
      const places = players.map(({ screen, at }) => ({
        screen,
        lines: screen.lines(),
        isThere: at() === relays.urls[n],
      }));
      const { from, to } = await stopOne(db, relays.relay(n), ms);
      for (const { id } of teams[n] ?? []) absences.push({ operator: id, from: from + TIMING.silentMs, to });
      await until('all have caught up', () => players.every(({ screen }) => screen.isCaughtUp()), SETTLES_WITHIN_MS);
      for (const { screen, lines, isThere } of places) {
        const moves = screen.lines() - lines;
        if (moves > (isThere ? 1 : 0))
          problems.push(`moved: ${moves} times, a player ${isThere ? 'there' : 'elsewhere'}`);
      }
    }
    clearInterval(writing);
    await Promise.all(players.map(({ screen }) => screen.settled(SETTLES_WITHIN_MS)));
    await Promise.all(desks.map((desk) => desk.stop()));
    await until('every screen is whole', () => isQuiet(db, players));
    problems.push(
      ...(await judgeShift(db, { capacity: CAPACITY, absences, takenBackMs: TAKEN_BACK_MS })),
      ...(await ledger.judge(db)),
    );
    return { problems, taken: await count(db, 'released', 'system') };
  } finally {
    clearInterval(writing);
    await Promise.allSettled(desks.map((desk) => desk.stop()));
    for (const { screen } of players) screen.close();
    await relays.close();
    await redis.stop();
  }
}

const hireTeam = (db: Database, site: Site): Promise<Colleague[]> =>
  Promise.all(
    Array.from({ length: OPERATORS_EACH }, (_, n) => hire(db, site, `Operator ${n}`, { capacity: CAPACITY })),
  );

/** A player who takes the next relay at every attempt, the stopped one too: a plain balancer does not know it. */
function startPlayer(urls: string[], n: number, site: Site, ledger: Ledger) {
  let turn = n;
  let at = '';
  const url = () => {
    at = urls[turn++ % urls.length] ?? '';
    return at;
  };
  return { at: () => at, screen: createScreenClient({ url, site, ledger, clock: faster, random: Math.random }) };
}

/** From when to when, by Postgres's clock. */
async function stopOne(db: Database, relay: RelayProcess, ms: number): Promise<{ from: number; to: number }> {
  relay.signal('SIGSTOP');
  try {
    const from = await now(db);
    await new Promise((resolve) => setTimeout(resolve, ms));
    return { from, to: await now(db) };
  } finally {
    relay.signal('SIGCONT');
  }
}

async function now(db: Database): Promise<number> {
  const { rows } = await db.query<{ ms: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as ms');
  return rows[0]?.ms ?? 0;
}

async function count(db: Database, type: string, by: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'select count(*) as n from events where type = $1 and author_kind = $2',
    [type, by],
  );
  return rows[0]?.n ?? 0;
}

async function isQuiet(db: Database, players: { screen: ScreenClient }[]): Promise<boolean> {
  const newest = await Promise.all(players.map(({ screen }) => newestSeq(db, screen.conversation)));
  return players.every(({ screen }, n) => screen.isWhole() && screen.seq() === newest[n]);
}
