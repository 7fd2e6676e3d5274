/** What could go wrong between operators, their inboxes and the queue when something breaks or somebody refuses. */

import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from './support/conditions.ts';
import { breakable } from './support/database-faults.ts';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { signIn, startTestRelay, type TestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();

async function openRelay(own: Database = db, more: Parameters<typeof startTestRelay>[1] = {}): Promise<TestRelay> {
  const relay = await startTestRelay(own, { timing: QUICK_TIMING, ...more });
  onTestFinished(() => relay.close());
  return relay;
}

async function isThere(operator: string): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>('select is_there($1, 1) as there', [operator]);
  return rows[0]?.there ?? false;
}

async function offersOf(conversation: string) {
  const { rows } = await db.query<{ operator: string; outcome: string | null }>(
    'select operator_id as operator, outcome from offers where conversation_id = $1 order by offered_at',
    [conversation],
  );
  return rows;
}

/** As many sweeps as come within two seconds have seen it. */
async function sweepsPass(): Promise<void> {
  const { rows } = await db.query<{ then: Date }>(`select clock_timestamp() + interval '2 seconds' as then`);
  await until('the sweeps have passed', async () => {
    const { rows: now } = await db.query<{ over: boolean }>('select clock_timestamp() > $1 as over', [rows[0]?.then]);
    return now[0]?.over === true;
  });
}

describe('who let go of a conversation', () => {
  it.each(['release', 'transfer'] as const)('by %s does not get it straight back', async (type) => {
    const relay = await openRelay();
    const site = await routedSite(db);
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    await atDesk(relay.url, await hire(db, site, 'Bob'));
    await ann.command({ type, conversation: player.conversation });
    expect((await player.shown('assigned', 2)).operator.name).toBe('Bob');
  });

  it('or declined it though it was sent to them, is not asked again at once', async () => {
    const relay = await openRelay();
    const site = await routedSite(db, { mode: 'offer', acceptMs: 60_000 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const { conversation } = await playerWrites(relay.url, site);
    await ann.row(conversation, 'the offer', (row) => row.offer !== null);
    await ann.command({ type: 'take', conversation });
    const bob = await atDesk(relay.url, await hire(db, site, 'Bob'));
    const eve = await atDesk(relay.url, await hire(db, site, 'Eve'));
    await ann.command({ type: 'transfer', conversation, to: bob.operator.id });
    await bob.row(conversation, 'the offer to Bob', (row) => row.offer?.operator === bob.operator.id);
    bob.send({ type: 'decline', conversation });
    await eve.row(conversation, 'the offer to Eve', (row) => row.offer?.operator === eve.operator.id);
    expect((await offersOf(conversation)).filter((one) => one.operator === bob.operator.id)).toHaveLength(1);
  });
});

describe('inboxes and their rows, when the database breaks', () => {
  it('one that could not be opened is not there when the node revives', async () => {
    const fault = breakable(db, 'insert into operator_sockets', 'after');
    const relay = await openRelay(fault.db);
    const site = await routedSite(db);
    const operator = await hire(db, site, 'Ann');
    const cookie = await signIn(relay.url, operator);
    fault.breakOnce();
    await (await connectOperator(relay.url, cookie)).closed;
    await db.query('delete from nodes');
    await sweepsPass();
    expect(await isThere(operator.id)).toBe(false);
  });

  it('one whose closing could not be written is closed a sweep later', async () => {
    const fault = breakable(db, 'delete from operator_sockets', 'before');
    const relay = await openRelay(fault.db);
    const ann = await atDesk(relay.url, await hire(db, await routedSite(db), 'Ann'));
    fault.breakOnce();
    ann.terminate();
    await until('she is gone', async () => !(await isThere(ann.operator.id)));
  });

  it('one that stays open is there again after the node was taken for dead, at the latest a sweep later', async () => {
    const fault = breakable(db, 'insert into operator_sockets', 'before');
    const relay = await openRelay(fault.db);
    const site = await routedSite(db, { graceMs: 3_000 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    fault.breakOnce();
    await db.query('delete from nodes');
    await until('she is there again', () => isThere(ann.operator.id));
    await ann.answer(player.conversation, 'still here');
    expect(JSON.stringify(player.received)).not.toContain('"released"');
  });

  it('a team that could not be read once is read by the next to come', async () => {
    const fault = breakable(db, 'array_agg(site_id::text)', 'before');
    const relay = await openRelay(fault.db);
    const operator = await hire(db, await routedSite(db), 'Ann');
    const cookie = await signIn(relay.url, operator);
    fault.breakOnce();
    await (await connectOperator(relay.url, cookie)).closed;
    expect((await (await connectOperator(relay.url, cookie)).next('team')).members).toHaveLength(1);
  });
});

describe('what was given while the reply was lost', () => {
  it('is shown all the same', async () => {
    const fault = breakable(db, 'from give_conversations(', 'after');
    const relay = await openRelay(fault.db);
    const site = await routedSite(db);
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    fault.breakOnce();
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    await ann.row(player.conversation, 'it given', (row) => row.state.status === 'open');
  });

  it('an offer that was accepted is not counted as missed', async () => {
    const fault = breakable(db, 'update offers set ended_at', 'before');
    const relay = await openRelay(fault.db);
    const site = await routedSite(db, { mode: 'offer', acceptMs: 700 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const { conversation } = await playerWrites(relay.url, site);
    await ann.row(conversation, 'the offer', (row) => row.offer !== null);
    fault.breakOnce();
    await ann.command({ type: 'take', conversation });
    await until('the offer has ended', async () => (await offersOf(conversation))[0]?.outcome !== null);
    expect(await offersOf(conversation)).toEqual([{ operator: ann.operator.id, outcome: 'accepted' }]);
  });
});

describe('an operator who goes', () => {
  it('home with parked conversations keeps them until their players write', async () => {
    const relay = await openRelay();
    const site = await routedSite(db, { parkAfterMs: 300, graceMs: 300 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    await ann.answer(player.conversation, 'which bet?');
    await player.shown('parked');
    ann.send({ type: 'presence', choice: 'finishing' });
    await ann.member(ann.operator.id, 'that she has finished', (one) => one.presence === 'offline');
    await sweepsPass();
    expect(JSON.stringify(player.received)).not.toContain('"released"');
    await player.say('the one of yesterday');
    expect(await player.shown('released')).toMatchObject({ reason: 'gone' });
  });

  it('away has nothing on offer any more: it goes to the next at once', async () => {
    const relay = await openRelay();
    const site = await routedSite(db, { mode: 'offer', acceptMs: 60_000 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann', { languages: { en: 'native' } }));
    const bob = await atDesk(relay.url, await hire(db, site, 'Bob'));
    const { conversation } = await playerWrites(relay.url, site);
    await bob.row(conversation, 'the offer to Ann', (row) => row.offer?.operator === ann.operator.id);
    ann.send({ type: 'presence', choice: 'away' });
    await bob.row(conversation, 'the offer to Bob', (row) => row.offer?.operator === bob.operator.id);
  });

  it('on working at one of several is offered one at a time, and not set away for those she could not get to', async () => {
    const relay = await openRelay();
    const site = await routedSite(db, { mode: 'offer', acceptMs: 700 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    for (let i = 0; i < 3; i++) {
      const { conversation } = await playerWrites(relay.url, site);
      await ann.row(conversation, 'the offer', (row) => row.offer !== null);
      const { rows } = await db.query(`select 1 from offers where operator_id = $1 and outcome is null`, [
        ann.operator.id,
      ]);
      expect(rows).toHaveLength(1);
      await ann.command({ type: 'take', conversation });
    }
    const member = await ann.member(ann.operator.id, 'three', (one) => one.load === 3);
    expect(member.presence).toBe('online');
  });
});

describe('a flood of anonymous players', () => {
  const flood = { mode: 'pick' as const, anonymousWaitingMax: 2 };
  const waitingOn = async (site: string) => {
    const { rows } = await db.query<{ n: number }>(
      `select count(*) as n from conversations where site_id = $1 and status = 'waiting'`,
      [site],
    );
    return rows[0]?.n;
  };

  it('does not pass the cap, however many come at the same moment', async () => {
    const relay = await openRelay();
    const site = await routedSite(db, flood);
    const players = await Promise.all(Array.from({ length: 40 }, () => connectPlayer(relay.url, site)));
    const answers = players.map((player) => {
      player.send({ type: 'post', conversation: newId(0), clientId: newId(systemClock.now()), text: 'flood' });
      return Promise.race([player.next('ack'), player.next('error')]);
    });
    const types = (await Promise.all(answers)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ack')).toHaveLength(2);
    expect(await waitingOn(site.id)).toBe(2);
  });

  it('does not pass it by coming back to what was closed as spam', async () => {
    const relay = await openRelay();
    const site = await routedSite(db, flood);
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const first = await playerWrites(relay.url, site);
    await ann.command({ type: 'resolve', conversation: first.conversation, as: 'spam' });
    for (let i = 0; i < 2; i++) await playerWrites(relay.url, site);
    first.send({ type: 'post', conversation: first.conversation, clientId: newId(systemClock.now()), text: 'again' });
    expect(await first.next('error')).toMatchObject({ kind: 'too-fast' });
    expect(JSON.stringify(first.received)).not.toContain('spam');
  });
});

it('a player who leaves while a message is under way leaves no watcher behind', async () => {
  let floors = 0;
  const bus = createLocalBus((error) => {
    throw error;
  });
  const subscribe: typeof bus.subscribe = async (channel, listener) => {
    const stop = await bus.subscribe(channel, listener);
    const by = channel.startsWith('floor/') ? 1 : 0;
    floors += by;
    return () => {
      floors -= by;
      stop();
    };
  };
  const left: (() => void)[] = [];
  const held: Database = {
    ...db,
    query: (async (text: string, values?: unknown[]) => {
      if (text.includes('append_events(')) await new Promise<void>((goOn) => left.push(goOn));
      return db.query(text, values);
    }) as Database['query'],
  };
  const relay = await openRelay(held, { bus: { ...bus, subscribe } });
  const player = await connectPlayer(relay.url, await routedSite(db, { mode: 'pick' }));
  player.send({ type: 'post', conversation: newId(0), clientId: newId(systemClock.now()), text: 'bye' });
  await until('it is being written', () => left.length > 0);
  player.terminate();
  await player.closed;
  for (const goOn of left) goOn();
  await until('nobody listens', () => floors === 0);
});
