/**
 * The order of the waiting is one: what routing serves next, what stands on top of the operators' list, and the place
 * that the player is told, over made-up queues with everything that counts.
 */
import { createDesk } from '@touchline/relay/conversations/desk.ts';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createQueueBoard } from '@touchline/relay/routing/queue-board.ts';
import { createRouting } from '@touchline/relay/routing/service.ts';
import { createRoutingStore } from '@touchline/relay/routing/store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { inWaitingOrder } from '../inbox/queue/waiting-order.ts';
import { until } from './support/conditions.ts';
import { createTestDatabase, quietLog } from './support/postgres.ts';
import { hire, routedSite, rules } from './support/shift.ts';

const { db } = await createTestDatabase();
const RULES = rules({ patienceMs: 0, queue: { urgency: { payments: 2, bets: 1 }, tiers: { gold: 1, vip: 3 } } });

describe.each([
  ['a queue', 60],
  ['a flood', 130],
])('%s', (_, count) => {
  it(`of ${count} is in the same order for routing, on the desk and for its players`, { timeout: 60_000 }, async () => {
    const site = await routedSite(db, RULES);
    await fill(db, site, count);
    const rauf = await hire(db, site, 'Rauf', { capacity: 1 });
    const node = newId(systemClock.now());
    await db.query(`insert into nodes (id, beat_at) values ($1, now() + interval '1 hour')`, [node]);
    await db.query('insert into operator_presence (operator_id) values ($1)', [rauf.id]);
    await db.query('insert into operator_sockets values (gen_random_uuid(), $1, $2)', [rauf.id, node]);

    const rows = await listed(db, site);
    expect(rows).toHaveLength(count);
    const onTheDesk = inWaitingOrder(rows, () => RULES.queue, rauf.id).map(({ id }) => id);
    expect(onTheDesk).not.toEqual(rows.toSorted((a, b) => (a.queuedAt ?? 0) - (b.queuedAt ?? 0)).map(({ id }) => id));
    expect(await places(db, site, onTheDesk)).toEqual(onTheDesk);
    // The check fails for a list that does not know what operators settled.
    const unsettled = rows.map((row) => ({ ...row, state: { ...row.state, priority: undefined } }));
    expect(inWaitingOrder(unsettled, () => RULES.queue, rauf.id).map(({ id }) => id)).not.toEqual(onTheDesk);
    const head = 25;
    expect(await served(db, site, rauf.id, head)).toEqual(onTheDesk.slice(0, head));
  });
});

/** Everything that counts, with periods that share no factor, so that all combinations occur. */
async function fill(on: Database, site: Site, count: number): Promise<void> {
  await on.query(
    `with players as (
       insert into contacts (id, site_id, external_id, claims)
       select gen_random_uuid(), $1, case when n % 5 < 2 then gen_random_uuid()::text end,
         case when n % 3 = 0 then jsonb_build_object('tier', (array['gold', 'vip', 'none'])[1 + n / 3 % 3]) else '{}' end
       from generate_series(1, $2) n returning id
     ), numbered as (select id, row_number() over () as n from players)
     insert into conversations (id, site_id, contact_id, status, topic, language, last_seq, waiting_since, queued_at, front, priority)
     select gen_random_uuid(), $1, id, 'waiting', (array['payments', 'bets', 'rules', null])[1 + n % 4],
       'en', 2, now(), now() - (n * 7919 % 5400) * interval '1 second', n % 11 = 0, (array[1, 1, 0, 1, 2, 1, 3])[1 + n % 7]
     from numbered`,
    [site.id, count],
  );
  await on.query(
    `update conversations set topic = 'safer-gambling' where id in (
       select id from conversations where site_id = $1 order by id limit 3)`,
    [site.id],
  );
}

async function listed(on: Database, site: Site): Promise<DeskRow[]> {
  const desk = createDesk(on);
  const rows: DeskRow[] = [];
  let before: string | undefined;
  do {
    const page = await desk.list([site.id], newId(systemClock.now()), { view: 'waiting', ...(before && { before }) });
    rows.push(...page.rows);
    before = page.next ?? undefined;
  } while (before);
  return rows;
}

/** In the order of the places that their players are told. */
async function places(on: Database, site: Site, conversations: string[]): Promise<string[]> {
  const told = new Map<string, number | null>();
  const board = createQueueBoard({
    store: createRoutingStore(on, 15_000),
    floor: { on: async () => () => {} },
    rulesOf: async () => RULES,
    clock: systemClock,
    failed: (error) => {
      throw error;
    },
  });
  const stops = conversations.map((id) =>
    board.watch(site.id, id, (text) => void told.set(id, JSON.parse(text).position)),
  );
  await until('everybody was told', () => told.size === conversations.length);
  for (const stop of stops) stop();
  const order = [...told].sort(([, a], [, b]) => (a ?? 0) - (b ?? 0));
  expect(order.map(([, place]) => place)).toEqual(order.map((_, i) => i + 1));
  return order.map(([id]) => id);
}

/** In the order in which routing gives them to an operator with one place, who is done with each at once. */
async function served(on: Database, site: Site, operator: string, count: number): Promise<string[]> {
  const routing = createRouting({
    store: createRoutingStore(on, 15_000),
    conversations: createConversationStore(on),
    rulesOf: async () => RULES,
    translationOf: async () => ({ isOn: false, between: () => false }),
    sitesOf: createOperatorStore(on).siteIds,
    clock: systemClock,
    log: quietLog,
    appended() {},
    suspected() {},
    rowChanged() {},
    floorChanged() {},
  });
  const order: string[] = [];
  while (order.length < count) {
    routing.kick(site.id);
    await routing.settled();
    const { rows } = await on.query<{ id: string }>(
      `update conversations set status = 'resolved' where assignee_id = $1 and status = 'open' returning id`,
      [operator],
    );
    expect(rows).toHaveLength(1);
    order.push(...rows.map(({ id }) => id));
  }
  await routing.stop();
  return order;
}
