import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, quietLog } from '../../test/support/postgres.ts';
import { createSite } from '../../test/support/relay.ts';
import { connectPostgres, type Database } from '../platform/postgres.ts';
import { type Budget, charactersOf, createBudget } from './budget.ts';

const { db, url } = await createTestDatabase();
const other = await connectPostgres({ url, log: quietLog });
afterAll(() => other.close());
let site = '';

beforeEach(async () => {
  site = (await createSite(db)).id;
});

async function spent(): Promise<number> {
  const { rows } = await db.query<{ characters: number }>(
    'select characters from translation_spend where site_id = $1',
    [site],
  );
  return rows.reduce((sum, { characters }) => sum + characters, 0);
}

/** Forty callers on two relays want 7 characters each, of 100. Returns how many got them. */
async function rush(create: (db: Database) => Pick<Budget, 'take'>): Promise<number> {
  const relays = [create(db), create(other)];
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => relays[i % 2]?.take(site, 7, 100)));
  return answers.filter(Boolean).length;
}

describe('a site’s budget', () => {
  it('is never exceeded, whoever asks at the same time', async () => {
    expect(await rush(createBudget)).toBe(14);
    expect(await spent()).toBe(98);
  });

  it('the check fails for a budget that looks first and takes then', async () => {
    const careless = (database: Database): Pick<Budget, 'take'> => ({
      async take(siteId, characters, monthly) {
        const { rows } = await database.query<{ characters: number }>(
          'select characters from translation_spend where site_id = $1',
          [siteId],
        );
        if ((rows[0]?.characters ?? 0) + characters > monthly) return null;
        return createBudget(database).take(siteId, characters, Number.MAX_SAFE_INTEGER);
      },
    });
    expect(await rush(careless)).toBeGreaterThan(14);
    expect(await spent()).toBeGreaterThan(100);
  });

  it('of nothing allows nothing, and of ten allows ten', async () => {
    const budget = createBudget(db);
    expect(await budget.take(site, 1, 0)).toBeNull();
    expect(await budget.take(site, 11, 10)).toBeNull();
    expect(await budget.take(site, 10, 10)).not.toBeNull();
    expect(await budget.take(site, 1, 10)).toBeNull();
  });

  it('has back what nothing came of', async () => {
    const budget = createBudget(db);
    const taken = await budget.take(site, 10, 10);
    if (taken) await budget.giveBack(taken);
    expect(await spent()).toBe(0);
    expect(await budget.take(site, 10, 10)).not.toBeNull();
  });

  it('begins anew with the month in UTC, and gives back to the month before', async () => {
    const budget = createBudget(db);
    const before = await budget.take(site, 10, 10);
    await db.query(`update translation_spend set month = month - interval '1 month' where site_id = $1`, [site]);
    expect(await budget.take(site, 10, 10)).not.toBeNull();
    if (before) await budget.giveBack({ ...before, month: lastMonth(before.month) });
    expect(await spent()).toBe(10);
  });

  it.each([
    ['America/New_York', '2026-12-01 03:00+00', '2026-12-01'],
    ['Pacific/Kiritimati', '2026-11-30 21:00+00', '2026-11-01'],
  ])('has the months of UTC on a connection in %s', async (zone, moment, month) => {
    const taken = await other.transaction(async (tx) => {
      await tx.query(`create schema if not exists frozen`);
      await tx.query(
        `create or replace function frozen.now() returns timestamptz language sql as $$ select '${moment}'::timestamptz $$`,
      );
      await tx.query('set local search_path = frozen, pg_catalog, public');
      await tx.query(`set local time zone '${zone}'`);
      return createBudget(tx as unknown as Database).take(site, 1, 10);
    });
    expect(taken?.month).toBe(month);
  });

  it('counts code points, as providers do', () => {
    expect(charactersOf(['Прывітанне', '👍', ''])).toBe(11);
  });
});

function lastMonth(month: string): string {
  const day = new Date(`${month}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - 1);
  return day.toISOString().slice(0, 10);
}
