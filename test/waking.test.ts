/** What was put aside until a time comes back by itself, once, whatever relays there are and whoever is there. */
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay, type TestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();
let isAway = false;
let relays: TestRelay[] = [];
beforeAll(async () => {
  // Between them too, or a desk would not hear of what the other one wakes.
  const bus = createLocalBus((error) => {
    throw error;
  });
  relays = await Promise.all([1, 2].map(() => startTestRelay(goingAway(db), { timing: QUICK_TIMING, bus })));
});
afterAll(() => Promise.all(relays.map((relay) => relay.close())));

const url = () => relays[0]?.url ?? '';
/** Long enough to see that it is aside before it comes back. */
const soon = (ms = 700) => systemClock.now() + ms;

async function aside(rules = {}) {
  const site = await routedSite(db, rules);
  const alesia = await hire(db, site, 'Alesia');
  const hers = await atDesk(url(), alesia);
  const player = await playerWrites(url(), site);
  const { conversation } = player;
  await hers.row(conversation, 'it hers', ({ state }) => state.assignee?.id === alesia.id);
  return { site, alesia, hers, player, conversation };
}

const wakings = async (conversation: string) => {
  const { rows } = await db.query<{ kind: string; late: number }>(
    `select w.author_kind as kind, extract(epoch from w.at)::float8 * 1000 - (s.internal->>'until')::float8 as late
     from events w join lateral (
       select internal from events where conversation_id = w.conversation_id and type = 'snoozed' and seq < w.seq order by seq desc limit 1
     ) s on true where w.conversation_id = $1 and w.type = 'woken'`,
    [conversation],
  );
  return rows;
};

describe('what was put aside', () => {
  it('comes back to the one who had it, once, within five seconds, with two relays looking', async () => {
    const { hers, alesia, conversation } = await aside();
    await hers.command({ type: 'snooze', conversation, until: soon() });
    await hers.row(conversation, 'it aside', ({ state }) => state.snoozed !== undefined);
    const row = await hers.row(conversation, 'it back', ({ state }) => !state.snoozed);
    expect(row.state).toMatchObject({ status: 'open', parked: false, assignee: { id: alesia.id } });
    const [woken, ...more] = await wakings(conversation);
    expect(more).toEqual([]);
    expect(woken?.kind).toBe('system');
    expect(woken?.late).toBeGreaterThanOrEqual(0);
    expect(woken?.late).toBeLessThan(5_000);
  });

  it('for longer meanwhile, or until the player writes, stays there', async () => {
    const [one, two, probe] = [await aside(), await aside(), await aside()];
    await one.hers.command({ type: 'snooze', conversation: one.conversation, until: soon() });
    await one.hers.command({ type: 'snooze', conversation: one.conversation, until: soon(3_600_000) });
    await two.hers.command({ type: 'snooze', conversation: two.conversation, until: null });
    // By the time that one which is due is back, these would be.
    await probe.hers.command({ type: 'snooze', conversation: probe.conversation, until: soon() });
    await until('the probe is back', async () => (await wakings(probe.conversation)).length === 1);
    expect(await wakings(one.conversation)).toEqual([]);
    expect(await wakings(two.conversation)).toEqual([]);
  });

  it('until a time at which Postgres was away comes back when it is there again', async () => {
    const { hers, conversation } = await aside();
    await hers.command({ type: 'snooze', conversation, until: soon(300) });
    await hers.row(conversation, 'it aside', ({ state }) => state.snoozed !== undefined);
    isAway = true;
    const missedAt = systemClock.now() + 800;
    await until('the time is past', () => systemClock.now() > missedAt);
    expect(await wakings(conversation)).toEqual([]);
    isAway = false;
    await hers.row(conversation, 'it back', ({ state }) => !state.snoozed);
  });

  it('goes on to a colleague when the one who had it has gone', async () => {
    const { site, hers, conversation } = await aside({ graceMs: 300 });
    await hers.command({ type: 'snooze', conversation, until: soon(1_500) });
    hers.close();
    const rauf = await hire(db, site, 'Rauf');
    const his = await atDesk(url(), rauf);
    const row = await his.row(conversation, 'it his', ({ state }) => state.assignee?.id === rauf.id);
    expect(row.state).toMatchObject({ status: 'open', parked: false });
    expect(row.state.snoozed).toBeUndefined();
    const { rows } = await db.query(`select type from events where conversation_id = $1 order by seq`, [conversation]);
    expect(rows.map(({ type }) => type).slice(-4)).toEqual(['snoozed', 'woken', 'released', 'assigned']);
  });
});

/** As long as it is away, for the relays, every statement fails as it does without a server. */
function goingAway(real: Database): Database {
  const query = async (text: string, values?: unknown[]) => {
    if (isAway) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    return real.query(text, values);
  };
  return { ...real, query: query as Database['query'] };
}
