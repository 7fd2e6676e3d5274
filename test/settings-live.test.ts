/**
 * Settings changed while players of four relays write: each counts on every relay within a second, whoever is not
 * concerned keeps their line, and nothing that they write is lost.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { describe, expect, it } from 'vitest';
import type { BusPlant } from './support/bus-plants.ts';
import { until } from './support/conditions.ts';
import { createLedger, newMark } from './support/ledger.ts';
import { createTestDatabase, type TestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createSite, TEST_ORIGIN } from './support/relay.ts';
import { startRelayGroup } from './support/relay-group.ts';
import { createScreenClient } from './support/screen-client.ts';
import { settingsDesk } from './support/settings-desk.ts';

const RELAYS = 4;
const CHANGES = 8;
const FEW = 3;
/** Half of what is asked: what is kept of a site for two seconds would be found anew within those without any news. */
const COUNTS_WITHIN_MS = 1_000;
const MIRROR = 'https://mirror.example';
const WRITE_EVERY_MS = 20;

describe('settings changed under load', { timeout: 120_000 }, () => {
  it('count on four relays within one second, and drop nothing', async () => {
    const floor = await startFloor(await createTestDatabase());
    const { slowestMs, problems } = await floor.change(CHANGES);
    process.stdout.write(
      `settings on ${RELAYS} relays: the slowest of ${CHANGES} changes took ${Math.round(slowestMs)} ms\n`,
    );
    expect(problems).toEqual([]);
    expect(slowestMs).toBeLessThan(COUNTS_WITHIN_MS);
  });

  it('the check fails where nobody is told, and the next look has to find it', async () => {
    const floor = await startFloor(await createTestDatabase(), ['sitesUntold']);
    const lateMs = await floor.change(FEW).then(
      ({ slowestMs }) => slowestMs,
      (error: Error) => (error.message.includes('lose their line') ? Number.POSITIVE_INFINITY : 0),
    );
    expect(lateMs).toBeGreaterThan(COUNTS_WITHIN_MS);
  });
});

async function startFloor({ db, url: databaseUrl }: TestDatabase, busPlants: BusPlant[] = []) {
  const redis = await startRedis();
  const relays = await startRelayGroup(RELAYS, { databaseUrl, redisUrl: redis.url, busPlants });
  const site = await createSite(db, { origins: [TEST_ORIGIN, MIRROR] });
  const owner = await settingsDesk(db, relays.urls[0] ?? '', site);
  const ledger = createLedger();
  const screens = (origin: string) =>
    relays.urls.map((url) => createScreenClient({ url: () => url, site, ledger, origin, reader: `one of ${origin}` }));
  const [own, mirrored] = [screens(TEST_ORIGIN), screens(MIRROR)];
  const startOf = async (url: string) => (await (await fetch(`${url}/sites/${site.key}/start?locale=en`)).json()).site;

  /** How long until it holds on the last of them. */
  async function countsOn(what: string, holds: (url: string) => Promise<boolean>): Promise<number> {
    const start = performance.now();
    await Promise.all(relays.urls.map((url) => until(what, () => holds(url))));
    return performance.now() - start;
  }

  async function settle(changes: number): Promise<number> {
    const took: number[] = [];
    for (let n = 0; n < changes; n++) {
      const name = `Brand ${n}`;
      await owner.settle('look', { name });
      took.push(await countsOn(name, async (url) => (await startOf(url)).name === name));
    }
    await owner.settle('origins', { origins: [TEST_ORIGIN] });
    const start = performance.now();
    await until('pages of the mirror lose their line', () => mirrored.every((screen) => screen.isEnded()), 5_000);
    took.push(performance.now() - start);
    await owner.settle('origins', { origins: [TEST_ORIGIN, MIRROR] });
    took.push(await countsOn('the mirror is let in again', (url) => mayOpen(url, site.key)));
    return Math.max(...took);
  }

  return {
    async change(changes: number): Promise<{ slowestMs: number; problems: string[] }> {
      let writing: NodeJS.Timeout | undefined;
      try {
        await Promise.all([...own, ...mirrored].map((screen) => screen.ready()));
        for (const screen of mirrored) screen.post(newMark());
        await Promise.all(mirrored.map((screen) => screen.settled()));
        let next = 0;
        writing = setInterval(() => own[next++ % own.length]?.post(newMark()), WRITE_EVERY_MS);
        const slowestMs = await settle(changes);
        clearInterval(writing);
        await Promise.all(own.map((screen) => screen.settled(20_000)));
        const problems = await ledger.judge(db);
        for (const screen of own) if (screen.lines() !== 1) problems.push(`a line was lost: ${screen.lines()} lines`);
        return { slowestMs, problems: problems.concat(await halfWritten(db, site.id)) };
      } finally {
        clearInterval(writing);
        for (const screen of [...own, ...mirrored]) screen.close();
        await relays.close();
        await redis.stop();
      }
    },
  };
}

async function mayOpen(url: string, key: string): Promise<boolean> {
  const { status } = await fetch(`${url}/sites/${key}/start`, { headers: { origin: MIRROR } });
  return status === 200;
}

/** Of the changes: each section's versions are 1, 2, 3 …, and what holds is the last. */
async function halfWritten(db: Database, siteId: string): Promise<string[]> {
  const { rows } = await db.query<{ section: string; count: number; newest: number }>(
    'select section, count(*) as count, max(version) as newest from site_changes where site_id = $1 group by section',
    [siteId],
  );
  return rows.flatMap(({ section, count, newest }) => (count === newest ? [] : [`versions of ${section} have a hole`]));
}
