/** Numbers that follow a log: read bit by bit they are what they are when read at once, whatever happened in between. */

import { createFactStore } from '@touchline/relay/reports/fact-store.ts';
import { createSumStore } from '@touchline/relay/reports/sum-store.ts';
import { catchUp } from '@touchline/relay/reports/upkeep.ts';
import { createWalkStore } from '@touchline/relay/reports/walk-store.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from './support/match-day.ts';
import { createTestDatabase } from './support/postgres.ts';
import { fillReports, type ReportsWorld } from './support/reports-world.ts';

const { db } = await createTestDatabase();
const stores = { facts: createFactStore(db), walk: createWalkStore(db), sums: createSumStore(db) };
let world: ReportsWorld;
beforeAll(async () => {
  world = await fillReports(db, 120, 3);
}, 60_000);

/** All that is kept, as text, in an order of its own. */
async function kept(): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const table of ['report_facts', 'report_sums', 'report_load']) {
    const { rows } = await db.query<{ line: string }>(`select t::text as line from ${table} t order by 1`);
    tables[table] = rows.map(({ line }) => line);
  }
  return tables;
}
async function madeAnew(): Promise<Record<string, string[]>> {
  await stores.walk.forgetAll();
  await catchUp(stores);
  return kept();
}
/** As a relay does it: only what is behind. */
async function goOn(): Promise<void> {
  const behind = new Set<string>();
  for (let step = await stores.walk.step(10_000); step; step = null) for (const id of step.behind) behind.add(id);
  const ids = [...behind];
  for (let at = 0; at < ids.length; at += 50) await stores.facts.read(ids.slice(at, at + 50));
  for (const unit of await stores.sums.all()) await stores.sums.addUp(unit);
}

describe('what is read bit by bit', () => {
  it('is what it is when everything is read at once', async () => {
    const random = randomOf(4);
    const upTo = new Map(world.talks.map(({ id }) => [id, 0]));
    await stores.walk.noticeHours();
    for (let bit = 0; bit < 4; bit++) {
      for (const { id, events } of world.talks) {
        const seq = bit === 3 ? events.length : Math.min(events.length, (upTo.get(id) ?? 0) + Math.floor(random() * 8));
        upTo.set(id, seq);
        await db.query('update conversations set last_seq = $2 where id = $1', [id, seq]);
      }
      await goOn();
    }
    const bitByBit = await kept();
    expect(bitByBit.report_facts?.length).toBeGreaterThan(1_000);
    expect(bitByBit.report_sums?.length).toBeGreaterThan(1_000);
    expect(bitByBit).toEqual(await madeAnew());
  }, 120_000);

  it('would not be, were what has changed not added up again (the control)', async () => {
    const { id, events } = world.talks.find(({ events }) => events.length > 12) as (typeof world.talks)[number];
    await db.query('update conversations set last_seq = 3 where id = $1', [id]);
    await stores.facts.read([id]);
    await db.query('delete from report_unsummed');
    const wrong = await kept();
    await db.query('update conversations set last_seq = $2 where id = $1', [id, events.length]);
    expect(wrong).not.toEqual(await madeAnew());
  }, 120_000);
});

describe('numbers do not change', () => {
  it('when it is read again', async () => {
    const before = await kept();
    await stores.facts.read(world.talks.slice(0, 50).map(({ id }) => id));
    await goOn();
    expect(await kept()).toEqual(before);
  });

  it('when two read the same at once', async () => {
    const before = await madeAnew();
    await stores.walk.forgetAll();
    await Promise.all([catchUp(stores), catchUp({ ...stores, facts: createFactStore(db) })]);
    await catchUp(stores);
    expect(await kept()).toEqual(before);
  }, 120_000);

  it('when texts, comments and players are taken away', async () => {
    const before = await kept();
    await db.query(
      `update events set client_id = null, data = case type
         when 'message' then '{"text": ""}' when 'rated' then jsonb_build_object('rating', data->'rating' || '{"comment": null}')
         else data end`,
    );
    const { rows } = await db.query<{ id: string }>('select id from contacts limit 1');
    await db.query('update conversations c set contact_id = $1', [rows[0]?.id]);
    expect(await madeAnew()).toEqual(before);
  }, 120_000);

  it('when logs are no longer there', async () => {
    const before = await kept();
    const ids = world.talks.slice(0, 40).map(({ id }) => id);
    await db.query('delete from events where conversation_id = any($1::uuid[])', [ids.slice(0, 20)]);
    await db.query('delete from events where conversation_id = any($1::uuid[])', [ids.slice(20)]);
    await db.query('delete from conversations where id = any($1::uuid[])', [ids.slice(20)]);
    await stores.facts.read(ids);
    await goOn();
    expect(await kept()).toEqual(before);
  });
});

describe('a site that moves to another zone', () => {
  it('has all its days counted anew, and says so meanwhile', async () => {
    const site = world.brands[0]?.site.id ?? '';
    expect(await stores.walk.isComplete()).toBe(true);
    const cover = { timeZone: 'Pacific/Auckland', shifts: [{ days: [1, 2, 3], from: '09:00', to: '12:00' }] };
    const before = await kept();
    await db.query('update sites set routing = $2 where id = $1', [site, routingRules.parse({ mode: 'pick', cover })]);
    await stores.walk.noticeHours();
    expect(await stores.walk.isComplete()).toBe(false);
    await catchUp(stores);
    expect(await stores.walk.isComplete()).toBe(true);
    const after = await kept();
    expect(after).not.toEqual(before);
    expect(await madeAnew()).toEqual(after);
  }, 120_000);
});
