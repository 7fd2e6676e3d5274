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

  it('has the months of UTC, whatever the zone of the connection', async () => {
    await other.transaction(async (tx) => {
      for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue', 'UTC']) {
        await tx.query(`set local time zone '${zone}'`);
        const taken = await createBudget(tx as unknown as Database).take(site, 1, 10);
        const { rows } = await tx.query<{ month: string }>(
          `select to_char(now() at time zone 'utc', 'YYYY-MM-01') as month`,
        );
        expect(taken?.month).toBe(rows[0]?.month);
      }
    });
    expect(await spent()).toBe(3);
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
