/**
 * Four relays give one queue to the same operators at once: no conversation goes to two, nobody gets one too many,
 * and nothing is left lying while there is a place.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { RoutingRules } from '@touchline/shared/routing-rules.ts';
import { describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { times } from '../support/figures.ts';
import { fillDesks, fillQueue } from '../support/full-queue.ts';
import { changeFunction } from '../support/plants.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { type RelayProcess, startRelayProcess } from '../support/relay-process.ts';
import { routedSite } from '../support/shift.ts';

// A multiple of the operators.
const WAITING = times({ quick: 1_500, full: 10_020 });
const OPERATORS = 60;
const RELAYS = 4;

describe('assigned', { timeout: 90_000 }, () => {
  it(`${WAITING} conversations by ${RELAYS} relays, each once and to nobody over capacity`, async () => {
    const verdict = await fourRelays('assign');
    console.log(
      `claims: ${verdict.given} given by ${RELAYS} relays in ${verdict.seconds.toFixed(1)} s, ${verdict.doubles} twice, ${verdict.over} operators over capacity (N = ${WAITING}, 95 % bound ${(3 / WAITING).toFixed(5)})`,
    );
    expect(verdict).toMatchObject({ given: WAITING - LEFT_OVER, doubles: 0, over: 0 });
  });

  it('control: when places are not counted, somebody gets one too many', async () => {
    const verdict = await fourRelays('assign', (db) => changeFunction(db, 'load_of', 'count(*)', '0 * count(*)'));
    expect(verdict.over).toBeGreaterThan(0);
  });
});

describe('offered', { timeout: 90_000 }, () => {
  it(`${OPERATORS} of ${WAITING} conversations by ${RELAYS} relays, one to each operator`, async () => {
    const verdict = await fourRelays('offer');
    expect(verdict).toMatchObject({ given: OPERATORS, doubles: 0, over: 0 });
  });

  it('control: without the locks and the index, some stand twice', async () => {
    const verdict = await fourRelays('offer', withoutLocks);
    expect(verdict.doubles).toBeGreaterThan(0);
  });
});

/** And with so long between looking and writing that the relays are sure to meet there. */
async function withoutLocks(db: Database): Promise<void> {
  await db.query('drop index offers_standing');
  await changeFunction(db, 'give_conversations', 'order by p.operator_id for update', '');
  await changeFunction(db, 'give_conversations', 'order by c.id for update', '');
  await changeFunction(
    db,
    'give_conversations',
    /if accept_secs is not null then\s+insert/,
    'if accept_secs is not null then perform pg_sleep(1); insert',
  );
}

/** More than the places there are, so that the last ones are fought for. */
const LEFT_OVER = OPERATORS;

async function fourRelays(mode: RoutingRules['mode'], plant?: (db: Database) => Promise<void>) {
  const { db, url } = await createTestDatabase();
  await plant?.(db);
  const site = await routedSite(db, { mode, acceptMs: 600_000 });
  await fillDesks(db, site, OPERATORS, (WAITING - LEFT_OVER) / OPERATORS);
  const relays: RelayProcess[] = await Promise.all(
    Array.from({ length: RELAYS }, () => startRelayProcess({ databaseUrl: url, timing: { sweepEveryMs: 300 } })),
  );
  try {
    await fillQueue(db, site, WAITING);
    const began = performance.now();
    await until('the queue is empty or the desks are full', () => isDone(db), 120_000);
    const seconds = (performance.now() - began) / 1000;
    await until('the relays have come to rest', () => isResting(db));
    return { seconds, ...(await judge(db, mode)) };
  } finally {
    await Promise.all(relays.map((relay) => relay.kill('SIGTERM')));
  }
}

/** Nothing can be given any more: judged by what is written, not by what relays say. */
async function isDone(db: Database): Promise<boolean> {
  const { rows } = await db.query<{ done: boolean }>(
    `select not exists (select 1 from operators o where load_of(o.id) < o.capacity
         and not exists (select 1 from offers f where f.operator_id = o.id and f.outcome is null))
       or not exists (select 1 from conversations c where c.status = 'waiting'
         and not exists (select 1 from offers o where o.conversation_id = c.id and o.outcome is null)) as done`,
  );
  return rows[0]?.done ?? false;
}

async function isResting(db: Database): Promise<boolean> {
  const { rows } = await db.query<{ busy: number }>(
    `select count(*) as busy from pg_stat_activity
     where datname = current_database() and state = 'active' and query like '%give_conversations%' and pid <> pg_backend_pid()`,
  );
  return rows[0]?.busy === 0;
}

async function judge(
  db: Database,
  mode: RoutingRules['mode'],
): Promise<{ given: number; doubles: number; over: number }> {
  const held =
    mode === 'assign'
      ? `select conversation_id, (data->'operator'->>'id')::uuid as operator_id from events where type = 'assigned'`
      : 'select conversation_id, operator_id from offers where outcome is null';
  const { rows } = await db.query<{ given: number; doubles: number; over: number }>(
    `with held as (${held})
     select (select count(distinct conversation_id) from held) as given,
       (select count(*) from (select 1 from held group by conversation_id having count(*) > 1) d) as doubles,
       (select count(*) from operators o
        where (select count(*) from held where held.operator_id = o.id) > o.capacity) as over`,
  );
  return rows[0] as { given: number; doubles: number; over: number };
}
