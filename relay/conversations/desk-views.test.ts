/** The lists of the desk on a real database of a few thousand conversations that are all different. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { isWithin } from '@touchline/shared/narrowed.ts';
import { DESK_VIEWS, type DeskView, type Narrowing } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createOperator, createSite } from '../../test/support/relay.ts';
import { createDesk } from './desk.ts';

const COUNT = 3_000;
const { db } = await createTestDatabase();
const sites = [await createSite(db), await createSite(db), await createSite(db)];
const [own, also] = sites.map((site) => site.id) as [string, string];
const me = (await createOperator(db, sites)).id;
const colleague = (await createOperator(db, sites)).id;
const desk = createDesk(db);

/** Every n-th is something else, with periods that share no factor, so that all combinations occur; many share a moment. */
beforeAll(async () => {
  await db.query(
    `with made as (
       insert into contacts (id, site_id)
       select gen_random_uuid(), ($1::uuid[])[1 + n % 3] from generate_series(1, $2::int) n returning id, site_id
     ), numbered as (select *, row_number() over () as n from made)
     insert into conversations (id, site_id, contact_id, status, topic, language, last_seq, assignee_id, assignee_name, front,
       parked, queued_at, created_at, updated_at, resolved_at, tags, priority, snoozed_until, team_id, team_name, rating)
     select gen_random_uuid(), site_id, id, status, (array['payments', 'bets', 'safer-gambling', null])[1 + n % 4],
       (array['pl', 'pt', 'pt-BR', 'be', 'ru'])[1 + n % 5], 2, case when status = 'open' then $3 end::uuid,
       case when status = 'open' then 'Ann' end, n % 11 = 0, false,
       case when status = 'waiting' then now() - n / 3 * interval '1.000001 s' end,
       now() - n / 5 * interval '1.000001 s', now() - n / 7 * interval '1.000001 s',
       case when status = 'resolved' then now() - n / 5 * interval '1.000003 s' end,
       case n % 13 when 0 then array['vip', 'payout 100%'] when 1 then array['vip'] else '{}' end,
       case n % 17 when 0 then 3 when 1 then 0 else 1 end,
       case when status = 'open' and n % 2 = 0 then case when n % 3 = 0 then 'infinity' else now() + n / 9 * interval '1 s' end end,
       case when n % 19 = 0 then gen_random_uuid() end, case when n % 19 = 0 then 'Payments' end,
       case n % 7
         when 0 then '{"solved":false,"speed":null,"courtesy":null,"competence":null,"comment":null,"at":1}'
         when 1 then '{"solved":true,"speed":5,"courtesy":2,"competence":null,"comment":null,"at":1}'
         when 2 then '{"solved":true,"speed":5,"courtesy":3,"competence":null,"comment":null,"at":1}' end::jsonb
     from (select *, (array['waiting', 'waiting', 'open', 'resolved'])[1 + (n * 7 / 5) % 4] as status from numbered) numbered`,
    [sites.map((site) => site.id), COUNT, me],
  );
  await db.query(`update conversations set assignee_id = $1 where status = 'open' and front`, [colleague]);
});

async function whole(view: DeskView, narrowed?: Narrowing, siteIds = [own, also]) {
  const pages = [await desk.list(siteIds, me, { view, narrowed })];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
    pages.push(await desk.list(siteIds, me, { view, narrowed, before: next }));
  }
  return { pages, rows: pages.flatMap((page) => page.rows) };
}
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

const count = async (where: string) =>
  (
    await db.query<{ count: number }>(
      `select count(*)::int as count from conversations c where c.site_id = any($1::uuid[]) and ${where}`,
      [[own, also]],
    )
  ).rows[0]?.count;

describe('a list', () => {
  it.each([
    ['waiting', `status = 'waiting'`],
    ['mine', `assignee_id = '${me}' and status = 'open' and snoozed_until is null`],
    ['open', `status = 'open'`],
    ['escalated', `status <> 'resolved' and team_id is not null`],
    ['snoozed', 'snoozed_until is not null'],
    ['resolved', `status = 'resolved'`],
    ['all', 'true'],
  ] as const)('of %s has each of its conversations once, over all its pages', async (view, where) => {
    const { rows } = await whole(view);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toHaveLength((await count(where)) ?? Number.NaN);
    expect(new Set(ids(rows)).size).toBe(rows.length);
  });

  it('is in one order over its pages: danger, urgent, who is in front, low last, and then who came first', async () => {
    const { rows, pages } = await whole('waiting', undefined, ids(sites));
    expect(pages.length).toBeGreaterThan(1);
    const RANKS = { urgent: 0, high: 1, normal: 2, low: 3 };
    const rank = ({ state, front }: (typeof rows)[number]) =>
      `${state.topic === 'safer-gambling' ? 0 : 1}${RANKS[state.priority ?? 'normal']}${front ? 0 : 1}`;
    for (const [at, row] of rows.entries()) {
      const above = rows[at - 1];
      if (!above) continue;
      expect(rank(above) <= rank(row)).toBe(true);
      if (rank(above) === rank(row)) expect(above.queuedAt ?? 0).toBeLessThanOrEqual(row.queuedAt ?? 0);
    }
  });

  it('begins at the top after a cursor of another list', async () => {
    const first = await desk.list([own], me, { view: 'waiting' });
    const before = (await desk.list([own], me, { view: 'resolved' })).next ?? '';
    expect(ids((await desk.list([own], me, { view: 'waiting', before })).rows)).toEqual(ids(first.rows));
  });
});

/** What must come to the same in SQL and in the inbox: each alone, and all pairs. */
const ONE: Narrowing[] = [
  ...[{ site: also }, { site: newId(0) }, { language: 'pt' }, { language: 'pt-PT' }, { language: 'az' }],
  ...[{ topic: 'bets' as const }, { tag: 'vip' }, { tag: 'payout 100%' }, { tag: 'payout 100_' }, { tag: "'" }],
  ...[{ priority: 'urgent' as const }, { priority: 'normal' as const }, { rating: 'low' as const }],
];
const PAIRS = ONE.flatMap((one, at) => ONE.slice(at + 1).map((other) => ({ ...one, ...other })));

describe('a narrowed list', () => {
  it('shows the same conversations whether the relay narrows it or the inbox does', async () => {
    const everything = (await whole('all')).rows;
    let found = 0;
    for (const narrowed of [{}, ...ONE, ...PAIRS]) {
      const { rows } = await whole('all', narrowed);
      expect(ids(rows), JSON.stringify(narrowed)).toEqual(ids(everything.filter((row) => isWithin(narrowed, row))));
      if (rows.length > 0) found++;
    }
    expect(found).toBeGreaterThan(40);
  });

  it.each(DESK_VIEWS)('%s is the whole list without the others', async (view) => {
    for (const narrowed of [ONE[0], ONE[2], ONE[6], { rating: 'low' }] as Narrowing[]) {
      const { rows } = await whole(view, narrowed);
      expect(ids(rows)).toEqual(ids((await whole(view)).rows.filter((row) => isWithin(narrowed, row))));
    }
  });

  it('would not agree if the relay compared whole tags of languages (the control)', async () => {
    const everything = (await whole('all')).rows;
    const byBase = everything.filter(({ state }) => baseLanguage(state.language) === 'pt');
    expect(byBase.length).toBeGreaterThan(everything.filter(({ state }) => state.language === 'pt').length);
  });
});
