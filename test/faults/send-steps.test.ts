/**
 * T2: a relay dies at every step of a send. The player's client comes back to another relay and repeats what was not
 * acknowledged, and there is one row and one bubble.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { createLedger, type Ledger, newMark } from '../support/ledger.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { newestSeq } from '../support/redis-relays.ts';
import { createSite } from '../support/relay.ts';
import { type RelayProcess, type RelayProcessOptions, startRelayProcess } from '../support/relay-process.ts';
import { createScreenClient } from '../support/screen-client.ts';

const { db, url: databaseUrl } = await createTestDatabase();
let site: Site;
let survivor: RelayProcess;
beforeAll(async () => {
  site = await createSite(db);
  await letAppendsWait(db);
  survivor = await startRelayProcess({ databaseUrl });
});
afterAll(() => survivor.kill());

const EACH = times({ quick: 10, full: 200 });
const STEPS = [
  'before the append',
  'before the commit',
  'after the commit',
  'after the publish',
  'after the ack',
] as const;
type Step = (typeof STEPS)[number];

const DIES_ITSELF: Partial<Record<Step, RelayProcessOptions['dieAt']>> = {
  'before the append': 'beforeAppend',
  'after the commit': 'afterAppend',
  'after the publish': 'afterPublish',
};

describe('T2: a relay that dies in the middle of a send', { timeout: 120_000 + EACH * 2_000 }, () => {
  it.each(STEPS)('%s leaves one row and one bubble', async (step) => {
    const ledger = createLedger();
    const doubled: string[] = [];
    let next = startDying(step);
    for (let round = 0; round < EACH; round++) {
      const dying = await next;
      // The one of the next round starts while this one dies.
      if (round + 1 < EACH) next = startDying(step);
      doubled.push(...(await dieDuring(step, round, ledger, dying)));
    }
    const problems = [...doubled, ...(await ledger.judge(db))];
    printZero(`T2 ${step}`, problems, ledger.count());
    expect(problems).toEqual([]);
  });

  it('the check fails when a client makes a new client id for every attempt', async () => {
    const ledger = createLedger();
    await dieDuring('after the commit', 0, ledger, await startDying('after the commit'), { newIdOnRetry: true });
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^doubled/));
  });

  it('the check fails when a relay acknowledges before it commits', async () => {
    const ledger = createLedger();
    const hasty = await startDying('after the ack', 'acksBeforeCommit');
    await dieDuring('after the ack', 0, ledger, hasty, { hearsTheAck: true });
    expect(await ledger.judge(db)).toContainEqual(expect.stringMatching(/^lost/));
  });
});

function startDying(step: Step, plant?: RelayProcessOptions['plant']): Promise<RelayProcess> {
  const dieAt = DIES_ITSELF[step];
  return startRelayProcess({ databaseUrl, ...(dieAt ? { dieAt } : {}), ...(plant ? { plant } : {}) });
}

type Planted = { newIdOnRetry?: boolean; hearsTheAck?: boolean };

/** One message, one death. Resolves to what is wrong with the author's screen. */
async function dieDuring(
  step: Step,
  round: number,
  ledger: Ledger,
  dying: RelayProcess,
  { newIdOnRetry = false, hearsTheAck = false }: Planted = {},
): Promise<string[]> {
  let relay = dying;
  let acknowledged = false;
  const client = createScreenClient({
    url: () => relay.url,
    site,
    ledger,
    newIdOnRetry,
    swallow(frame) {
      if (relay === survivor || step !== 'after the ack') return false;
      if (frame.type === 'ack') acknowledged = true;
      return !hearsTheAck && (frame.type === 'ack' || frame.type === 'events');
    },
  });
  try {
    await client.ready();
    const mark = newMark();
    const kill = step === 'before the commit' ? await killBeforeCommit(dying, round) : null;
    client.post(mark);
    if (step === 'after the ack') {
      await until('the ack has left', () => acknowledged);
      await dying.kill();
    }
    await kill?.();
    await dying.ended;
    relay = survivor;
    await client.lost();
    await client.settled();
    // Nobody is left who would tell them: whoever repeats has it read again.
    const newest = await newestSeq(db, client.conversation);
    await until('the author is shown it', () => client.seq() >= newest);
    const bubbles = client.bubbles().filter((text) => text === mark).length;
    return bubbles === 1 ? [] : [`doubled: ${bubbles} bubbles of ${mark}`];
  } finally {
    client.close();
    await dying.kill();
  }
}

/** While this lock is held, an append stands between its insert and its commit. */
const LOCK = 4_711;

async function letAppendsWait(db: Database): Promise<void> {
  await db.query(`
    create function wait_for_test() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(${LOCK}); return null; end $$`);
  await db.query(
    'create trigger wait_for_test after insert on events for each statement execute function wait_for_test()',
  );
}

/** Kills the relay while its append waits. In every other round Postgres notices at once, and rolls it back. */
async function killBeforeCommit(relay: RelayProcess, round: number): Promise<() => Promise<void>> {
  const holder = await db.pool.connect();
  await holder.query('select pg_advisory_lock($1)', [LOCK]);
  const waiting = `select pid from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  return async () => {
    try {
      await until('an append waits', async () => (await holder.query(waiting)).rowCount === 1);
      await relay.kill();
      if (round % 2) await holder.query(`select pg_terminate_backend(pid) from (${waiting}) as one`);
    } finally {
      await holder.query('select pg_advisory_unlock($1)', [LOCK]);
      holder.release();
    }
  };
}
