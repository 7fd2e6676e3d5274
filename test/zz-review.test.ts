import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import { createRoutingStore } from '@touchline/relay/routing/store.ts';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { createStateCache } from '@touchline/relay/conversations/states.ts';
import { createLog } from '@touchline/relay/conversations/log.ts';
import { createMetrics } from '@touchline/relay/platform/metrics.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { signIn, startTestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));
const outage = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
/** mode: 'before' fails without doing; 'after' does it and then fails. */
function planted(match: (text: string) => boolean, when: 'before' | 'after', times = 1) {
  const plan = { left: 0, hits: 0 };
  const wrapped: Database = {
    ...db,
    query: (async (text: string, values?: unknown[]) => {
      const hit = match(text) && plan.left > 0;
      if (hit) { plan.left--; plan.hits++; if (when === 'before') throw outage(); }
      const r = await db.query(text, values);
      if (hit) throw outage();
      return r;
    }) as Database['query'],
  };
  return { wrapped, plan };
}
const inState = async (id: string) => (await db.query('select status, assignee_id, parked, front, wanted_id from conversations where id=$1', [id])).rows[0] as any;
const isThere = async (id: string) => (await db.query('select is_there($1, 1) as there', [id])).rows[0]?.there;

it('1 released by hand: goes to somebody else than the one who released it', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db);
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const player = await playerWrites(relay.url, site);
  await player.shown('assigned');
  await atDesk(relay.url, await hire(db, site, 'Bob'));
  await ann.command({ type: 'release', conversation: player.conversation });
  const name = (await player.shown('assigned', 2)).operator.name;
  await relay.close();
  expect(name).toBe('Bob');
});

it('1b transferred to the queue with a note / to a busy colleague: does not come back to Ann', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db);
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const player = await playerWrites(relay.url, site);
  await player.shown('assigned');
  await atDesk(relay.url, await hire(db, site, 'Bob'));
  await ann.command({ type: 'transfer', conversation: player.conversation, note: 'not mine' });
  const name = (await player.shown('assigned', 2)).operator.name;
  await relay.close();
  expect(name).toBe('Bob');
});

it('2 wanted who declines is not offered again at once', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db, { mode: 'offer', acceptMs: 60_000 });
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const player = await playerWrites(relay.url, site);
  await ann.row(player.conversation, 'offer', (r) => r.offer !== null);
  await ann.command({ type: 'take', conversation: player.conversation });
  const bob = await atDesk(relay.url, await hire(db, site, 'Bob'));
  await ann.command({ type: 'transfer', conversation: player.conversation, to: bob.operator.id });
  for (let i = 0; i < 5; i++) {
    await until('offered', async () => (await db.query('select 1 from offers where conversation_id=$1 and outcome is null', [player.conversation])).rows.length === 1);
    bob.send({ type: 'decline', conversation: player.conversation });
    await until('declined', async () => (await db.query(`select count(*) as n from offers where conversation_id=$1 and outcome='declined'`, [player.conversation])).rows[0]?.n === i + 1, 1500).catch(() => {});
  }
  const { rows } = await db.query('select operator_id=$2 as bob, outcome from offers where conversation_id=$1 order by offered_at', [player.conversation, bob.operator.id]);
  console.log('offers', JSON.stringify(rows));
  await relay.close();
  expect(rows.filter((r) => r.bob).length).toBe(1);
});

it('3 ghost: an inbox whose opening failed is not written when the node revives', async () => {
  const { wrapped, plan } = planted((t) => t.includes('insert into operator_sockets'), 'before');
  const relay = await startTestRelay(wrapped, { timing: QUICK_TIMING });
  const site = await routedSite(db);
  const op = await hire(db, site, 'Ann');
  const cookie = await signIn(relay.url, op);
  plan.left = 1;
  const desk = await connectOperator(relay.url, cookie);
  console.log('closed with', await desk.closed);
  await db.query('delete from nodes');
  await until('beat', async () => (await db.query('select 1 from nodes')).rows.length > 0);
  await wait(800);
  const there = await isThere(op.id);
  await relay.close();
  expect(there).toBe(false);
});

it('4 ghost: a leave that could not be written is written later', async () => {
  const { wrapped, plan } = planted((t) => t.includes('delete from operator_sockets'), 'before');
  const relay = await startTestRelay(wrapped, { timing: QUICK_TIMING });
  const site = await routedSite(db);
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  plan.left = 1;
  ann.terminate();
  await wait(4_000); // 20 sweeps
  const there = await isThere(ann.operator.id);
  const player = await playerWrites(relay.url, site);
  await wait(500);
  console.log('given to the absent:', await inState(player.conversation));
  await relay.close();
  expect(there).toBe(false);
});

it('4b a revival that could not be written is written later', async () => {
  const { wrapped, plan } = planted((t) => t.includes('insert into operator_sockets'), 'before');
  const relay = await startTestRelay(wrapped, { timing: QUICK_TIMING });
  const site = await routedSite(db, { graceMs: 500 });
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const player = await playerWrites(relay.url, site);
  await player.shown('assigned');
  plan.left = 1;
  await db.query('delete from nodes');
  await wait(5_000);
  const there = await isThere(ann.operator.id);
  console.log('hers, who is sitting there:', await inState(player.conversation));
  await relay.close();
  expect(there).toBe(true);
});

it('5 team feed: one failed read does not lock its operators out for good', async () => {
  const { wrapped, plan } = planted((t) => t.includes('array_agg(site_id::text)'), 'before');
  const relay = await startTestRelay(wrapped, { timing: QUICK_TIMING });
  const site = await routedSite(db);
  const cookie = await signIn(relay.url, await hire(db, site, 'Ann'));
  plan.left = 1;
  const first = await connectOperator(relay.url, cookie);
  console.log('first closed', await first.closed);
  const codes = [];
  for (let i = 0; i < 3; i++) {
    const again = await connectOperator(relay.url, cookie);
    codes.push(await Promise.race([again.closed, again.next('team').then(() => 'team', () => 'none')]));
  }
  console.log('then', codes);
  await relay.close();
  expect(codes).toContain('team');
});

it('6 parked ones of somebody who went home stay parked until their player writes', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db, { parkAfterMs: 300, graceMs: 500 });
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const player = await playerWrites(relay.url, site);
  await player.shown('assigned');
  await ann.answer(player.conversation, 'which bet?');
  await player.shown('parked');
  ann.send({ type: 'presence', choice: 'finishing' });
  await wait(3_000);
  const state = await inState(player.conversation);
  console.log('parked one of a finisher', state);
  await relay.close();
  expect(state).toMatchObject({ status: 'open', parked: true });
});

it('7 given, but the reply is lost: screens hear of it all the same (one relay)', async () => {
  const { wrapped, plan } = planted((t) => t.includes('from give_conversations('), 'after');
  const relay = await startTestRelay(wrapped, { timing: QUICK_TIMING });
  const site = await routedSite(db);
  plan.left = 1;
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const player = await playerWrites(relay.url, site);
  await until('given', async () => (await inState(player.conversation))?.status === 'open');
  await wait(7_000);
  const shown = JSON.stringify(player.received).includes('"assigned"');
  const desk = JSON.stringify(ann.received).includes('"status":"open"');
  await relay.close();
  expect({ shown, desk }).toEqual({ shown: true, desk: true });
});

it('8 transfer and a message of the player in one batch keep whom it was sent to', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db, { mode: 'pick' });
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const bob = await hire(db, site, 'Bob');
  const player = await playerWrites(relay.url, site);
  await ann.command({ type: 'take', conversation: player.conversation });
  await relay.close();
  const store = createConversationStore(db);
  const log = createLog({ store, states: createStateCache(), clock: systemClock, metrics: createMetrics(), committed() {}, suspected() {} });
  const operator = { id: ann.operator.id, name: 'Ann' };
  const { id: conversation } = { id: player.conversation };
  await Promise.all([
    log.submit({ conversation, clientId: newId(1), author: { kind: 'operator', ...operator }, command: { type: 'transfer', operator, to: { id: bob.id, name: 'Bob' }, topic: null, note: null } }),
    log.submit({ conversation, clientId: newId(2), author: { kind: 'player' }, command: { type: 'post', by: { kind: 'player' }, clientId: newId(2), text: 'x', topic: null, language: 'en' } }),
  ]);
  const state = await inState(conversation);
  expect(state).toMatchObject({ status: 'waiting', front: true, wanted_id: bob.id });
});

it('9 a player who leaves while a post is under way leaves no watcher behind', async () => {
  let floors = 0;
  const bus = createLocalBus((e) => { throw e; });
  const counted = { ...bus, subscribe: async (c: string, l: any) => { const stop = await bus.subscribe(c, l); if (!c.startsWith('floor/')) return stop; floors++; return () => { floors--; stop(); }; } };
  const slow: Database = { ...db, query: (async (t: string, v?: unknown[]) => { if (t.includes('append_events(')) await wait(150); return db.query(t, v); }) as Database['query'] };
  const relay = await startTestRelay(slow, { timing: QUICK_TIMING, bus: counted });
  const site = await routedSite(db, { mode: 'pick' });
  for (let i = 0; i < 5; i++) {
    const player = await connectPlayer(relay.url, site);
    player.send({ type: 'post', conversation: newId(Date.now()), clientId: newId(Date.now()), text: 'bye' });
    await wait(60);
    player.terminate();
  }
  await wait(2_000);
  const left = floors;
  await relay.close();
  expect(left).toBe(0);
});

it('10 the cap holds against reopening', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db, { mode: 'pick', anonymousWaitingMax: 2 });
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const all = [];
  for (let wave = 0; wave < 4; wave++) {
    for (let i = 0; i < 2; i++) all.push(await playerWrites(relay.url, site));
    for (const one of all.slice(-2)) await ann.command({ type: 'resolve', conversation: one.conversation, as: 'spam' });
  }
  for (const one of all) await one.say('again');
  const { rows } = await db.query(`select count(*) as n from conversations where site_id=$1 and status='waiting'`, [site.id]);
  await relay.close();
  expect(rows[0]?.n).toBeLessThanOrEqual(2);
});

it('10b the cap holds against many at once', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db, { mode: 'pick', anonymousWaitingMax: 2 });
  const players = await Promise.all(Array.from({ length: 60 }, () => connectPlayer(relay.url, site)));
  for (const p of players) p.send({ type: 'post', conversation: newId(Date.now()), clientId: newId(Date.now()), text: 'flood' });
  await wait(1_500);
  const { rows } = await db.query(`select count(*) as n from conversations where site_id=$1 and status='waiting'`, [site.id]);
  console.log('waiting with a cap of 2:', rows[0]?.n);
  await relay.close();
  expect(rows[0]?.n).toBeLessThanOrEqual(2);
});

it('11 going away withdraws what is on offer', async () => {
  const relay = await startTestRelay(db, { timing: QUICK_TIMING });
  const site = await routedSite(db, { mode: 'offer', acceptMs: 60_000 });
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann', { languages: { en: 'native' } }));
  const bob = await atDesk(relay.url, await hire(db, site, 'Bob'));
  const player = await playerWrites(relay.url, site);
  await bob.row(player.conversation, 'offer to Ann', (r) => r.offer?.operator === ann.operator.id);
  ann.send({ type: 'presence', choice: 'away' });
  await wait(1_500);
  const { rows } = await db.query('select operator_id from offers where conversation_id=$1 and outcome is null', [player.conversation]);
  await relay.close();
  expect(rows[0]?.operator_id).toBe(bob.operator.id);
});

it('12 an accepted offer whose settling was lost is not counted as missed', async () => {
  const { wrapped, plan } = planted((t) => t.includes('update offers set ended_at'), 'before');
  const relay = await startTestRelay(wrapped, { timing: QUICK_TIMING });
  const site = await routedSite(db, { mode: 'offer', acceptMs: 1_000 });
  const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
  const player = await playerWrites(relay.url, site);
  await ann.row(player.conversation, 'offer', (r) => r.offer !== null);
  plan.left = 1;
  await ann.command({ type: 'take', conversation: player.conversation });
  await wait(2_500);
  const { rows } = await db.query('select outcome from offers where conversation_id=$1', [player.conversation]);
  const { rows: p } = await db.query('select missed from operator_presence where operator_id=$1', [ann.operator.id]);
  console.log(rows, p);
  await relay.close();
  expect(p[0]?.missed).toBe(0);
});
