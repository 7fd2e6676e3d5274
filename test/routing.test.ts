/** Routing over a real relay: who is given what, when, and what players and colleagues see of it. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay, type TestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db, { timing: QUICK_TIMING });
});
afterAll(() => relay.close());

describe('assigned at once', () => {
  it('goes to the one who speaks the language best, and the player reads who', async () => {
    const site = await routedSite(db);
    await atDesk(relay.url, await hire(db, site, 'Fluent', { languages: { be: 'fluent' } }));
    await atDesk(relay.url, await hire(db, site, 'Native', { languages: { be: 'native' } }));
    const player = await playerWrites(relay.url, site, { language: 'be' });
    const assigned = await player.shown('assigned');
    expect(assigned).toMatchObject({ author: { kind: 'system' }, operator: { id: '', name: 'Native' } });
  });

  it('goes to one whose languages the site does not offer, when nobody else is there', async () => {
    const site = await routedSite(db);
    await atDesk(relay.url, await hire(db, site, 'Aylin', { languages: { tr: 'native' } }));
    const player = await playerWrites(relay.url, site, { language: 'be' });
    expect((await player.shown('assigned')).operator.name).toBe('Aylin');
  });

  it('drains the next one when a place frees, at once and in queue order', async () => {
    const site = await routedSite(db);
    const desk = await atDesk(relay.url, await hire(db, site, 'Ann', { capacity: 1 }));
    const first = await playerWrites(relay.url, site);
    await first.shown('assigned');
    const rules = await playerWrites(relay.url, site, { topic: 'rules' });
    const payments = await playerWrites(relay.url, site, { topic: 'payments' });
    await desk.answer(first.conversation, 'done');
    const before = performance.now();
    await desk.command({ type: 'resolve', conversation: first.conversation });
    await payments.shown('assigned');
    // Event-driven: well before any sweep would have come by in production.
    expect(performance.now() - before).toBeLessThan(1_000);
    await desk.command({ type: 'resolve', conversation: payments.conversation });
    await rules.shown('assigned');
  });

  it('gives nothing to somebody who is away, finishing or gone, and what waited when they are back', async () => {
    const site = await routedSite(db);
    const desk = await atDesk(relay.url, await hire(db, site, 'Ann'));
    desk.send({ type: 'presence', choice: 'away' });
    await desk.member(desk.operator.id, 'away', (one) => one.presence === 'away');
    const player = await playerWrites(relay.url, site);
    await player.next('queue', (frame) => !frame.staffed);
    desk.send({ type: 'presence', choice: 'finishing' });
    await desk.member(desk.operator.id, 'offline, with nothing to finish', (one) => one.presence === 'offline');
    desk.send({ type: 'presence', choice: 'online' });
    await player.shown('assigned');
    await desk.member(desk.operator.id, 'its load', (one) => one.load === 1);
  });

  it('puts the one in danger first in every queue', async () => {
    const site = await routedSite(db);
    const desk = await atDesk(relay.url, await hire(db, site, 'Ann', { capacity: 1 }));
    const first = await playerWrites(relay.url, site);
    await first.shown('assigned');
    await playerWrites(relay.url, site, { topic: 'payments', sub: 'vip', tier: 'vip' });
    const danger = await playerWrites(relay.url, site, { topic: 'safer-gambling' });
    await danger.next('queue', (frame) => frame.position === 1);
    await desk.command({ type: 'resolve', conversation: first.conversation });
    await danger.shown('assigned');
  });
});

describe('offered', () => {
  const offer = { mode: 'offer' as const, acceptMs: 300 };

  it('to one, who takes it', async () => {
    const site = await routedSite(db, { mode: 'offer', acceptMs: 60_000 });
    const desk = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const player = await playerWrites(relay.url, site);
    const row = await desk.row(player.conversation, 'the offer', (one) => one.offer !== null);
    expect(row.offer?.operator).toBe(desk.operator.id);
    expect(row.offer?.until).toBeGreaterThan(Date.now() + 50_000);
    await desk.command({ type: 'take', conversation: player.conversation });
    await player.shown('assigned');
    await desk.row(player.conversation, 'no offer', (one) => one.offer === null && one.state.status === 'open');
    const { rows } = await db.query('select outcome from offers where conversation_id = $1', [player.conversation]);
    expect(rows).toEqual([{ outcome: 'accepted' }]);
  });

  it('on to the next, after the first declined; and a colleague cannot decline for another', async () => {
    const site = await routedSite(db, { mode: 'offer', acceptMs: 60_000 });
    const native = await atDesk(relay.url, await hire(db, site, 'Native', { languages: { en: 'native' } }));
    const other = await atDesk(relay.url, await hire(db, site, 'Other'));
    const { conversation } = await playerWrites(relay.url, site);
    await other.row(conversation, 'the first offer', (one) => one.offer?.operator === native.operator.id);
    other.send({ type: 'decline', conversation });
    other.send({ type: 'list', view: 'waiting' });
    await other.next('list');
    expect((await other.row(conversation, 'it still', () => true)).offer?.operator).toBe(native.operator.id);
    native.send({ type: 'decline', conversation });
    await other.row(conversation, 'the second offer', (one) => one.offer?.operator === other.operator.id);
  });

  it('on to the next, after its time; and who lets two pass is set away', async () => {
    const site = await routedSite(db, offer);
    const desk = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const { conversation } = await playerWrites(relay.url, site);
    await desk.member(desk.operator.id, 'away', (one) => one.presence === 'away');
    const { rows } = await db.query('select outcome from offers where operator_id = $1', [desk.operator.id]);
    expect(rows).toEqual([{ outcome: 'missed' }, { outcome: 'missed' }]);
    const next = await atDesk(relay.url, await hire(db, site, 'Bob'));
    await next.row(conversation, 'the offer to the next', (row) => row.offer?.operator === next.operator.id);
  });

  it('and taken by a colleague all the same, by hand: then the offer is over', async () => {
    const site = await routedSite(db, { mode: 'offer', acceptMs: 60_000 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann', { languages: { en: 'native' }, capacity: 1 }));
    const bob = await atDesk(relay.url, await hire(db, site, 'Bob', { capacity: 0 }));
    const first = await playerWrites(relay.url, site);
    await bob.row(first.conversation, 'the offer', (one) => one.offer?.operator === ann.operator.id);
    const second = await playerWrites(relay.url, site);
    await bob.command({ type: 'take', conversation: first.conversation });
    // Her place is free again.
    await bob.row(second.conversation, 'the next offer', (one) => one.offer?.operator === ann.operator.id);
  });
});

describe('handed over', () => {
  it('to a colleague, in front of the queue, with a note that no player ever reads', async () => {
    const site = await routedSite(db);
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann', { languages: { en: 'native' } }));
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    const bob = await atDesk(relay.url, await hire(db, site, 'Bob'));
    await bob.open(player.conversation);
    await ann.command({
      type: 'transfer',
      conversation: player.conversation,
      to: bob.operator.id,
      note: 'chargeback: be careful',
    });
    expect(await player.shown('transferred')).toMatchObject({ to: null, note: null });
    expect((await player.shown('assigned', 2)).operator.name).toBe('Bob');
    await until('the colleague reads the note', () => JSON.stringify(bob.received).includes('chargeback: be careful'));
    expect(JSON.stringify(player.received)).not.toContain('chargeback');
    player.send({ type: 'history', conversation: player.conversation, before: 100 });
    expect(JSON.stringify(await player.next('history'))).not.toContain('chargeback');
    const late = await playerWrites(relay.url, site, { token: player.token ?? '' });
    expect(JSON.stringify(late.received)).not.toContain('chargeback');
  });

  it('to those who know a topic', async () => {
    const site = await routedSite(db);
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann', { topics: ['other'] }));
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    await atDesk(relay.url, await hire(db, site, 'Bob', { topics: ['payments'], capacity: 1 }));
    await ann.command({ type: 'transfer', conversation: player.conversation, topic: 'payments' });
    expect((await player.shown('assigned', 2)).operator.name).toBe('Bob');
    await ann.row(player.conversation, 'its new topic', (row) => row.state.topic === 'payments');
  });

  it('not to oneself, nor to somebody of another site', async () => {
    const [site, foreign] = [await routedSite(db), await routedSite(db)];
    const stranger = await hire(db, foreign, 'Stranger');
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann'));
    const { conversation, shown } = await playerWrites(relay.url, site);
    await shown('assigned');
    const refusal = async (to: string) => {
      const clientId = crypto.randomUUID();
      ann.send({ type: 'transfer', conversation, clientId, to });
      return (await ann.next('error', (frame) => frame.clientId === clientId)).kind;
    };
    expect(await refusal(ann.operator.id)).toBe('bad-request');
    expect(await refusal(stranger.id)).toBe('not-found');
  });
});

describe('an operator who vanishes', () => {
  it('keeps it for the grace time; then it goes to the next, in front', async () => {
    const site = await routedSite(db, { graceMs: 1_500 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann', { languages: { en: 'native' } }));
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    const bob = await atDesk(relay.url, await hire(db, site, 'Bob'));
    ann.terminate();
    await bob.member(ann.operator.id, 'that she is gone', (one) => one.presence === 'gone');
    expect(await player.shown('released')).toMatchObject({ author: { kind: 'system' }, reason: 'gone' });
    expect((await player.shown('assigned', 2)).operator.name).toBe('Bob');
  });

  it('keeps it when they are back in time', async () => {
    const site = await routedSite(db, { graceMs: 1_500 });
    const operator = await hire(db, site, 'Ann');
    const before = await atDesk(relay.url, operator);
    const player = await playerWrites(relay.url, site);
    await player.shown('assigned');
    before.terminate();
    await until('it is noticed', async () => {
      const { rows } = await db.query(
        'select 1 from operator_presence where operator_id = $1 and gone_since is not null',
        [operator.id],
      );
      return rows.length === 1;
    });
    const after = await atDesk(relay.url, operator);
    await until('it is noticed again', async () => {
      const { rows } = await db.query('select 1 from operator_presence where operator_id = $1 and gone_since is null', [
        operator.id,
      ]);
      return rows.length === 1;
    });
    await after.answer(player.conversation, 'back');
    await player.shown('message', 2);
    expect(JSON.stringify(player.received)).not.toContain('released');
  });
});

describe('a player who falls silent', () => {
  it('frees the place; and comes back to the same operator', async () => {
    const site = await routedSite(db, { parkAfterMs: 600 });
    const ann = await atDesk(relay.url, await hire(db, site, 'Ann', { capacity: 1 }));
    const silent = await playerWrites(relay.url, site);
    await silent.shown('assigned');
    const next = await playerWrites(relay.url, site);
    await ann.answer(silent.conversation, 'which bet?');
    await silent.shown('parked');
    await next.shown('assigned');
    await silent.say('the one of yesterday');
    const row = await ann.row(silent.conversation, 'it unparked', (one) => !one.state.parked && one.unread > 0);
    expect(row.state).toMatchObject({ status: 'open', assignee: { id: ann.operator.id } });
  });

  it('is not parked while their own question is unanswered', async () => {
    const site = await routedSite(db, { parkAfterMs: 300 });
    await atDesk(relay.url, await hire(db, site, 'Ann'));
    const player = await playerWrites(relay.url, site);
    const { seq } = await player.shown('assigned');
    const { rows } = await db.query("select clock_timestamp() + interval '1 second' as then");
    await until('three sweeps have passed', async () => {
      const { rows: now } = await db.query('select clock_timestamp() > $1 as over', [rows[0]?.then]);
      return now[0]?.over === true;
    });
    const { rows: state } = await db.query('select parked, last_seq from conversations where id = $1', [
      player.conversation,
    ]);
    expect(state).toEqual([{ parked: false, last_seq: seq }]);
  });
});

describe('what a waiting player is told', () => {
  it('is their place, and the next one when somebody left the queue', async () => {
    const site = await routedSite(db);
    const desk = await atDesk(relay.url, await hire(db, site, 'Ann', { capacity: 1 }));
    const first = await playerWrites(relay.url, site);
    await first.shown('assigned');
    const second = await playerWrites(relay.url, site);
    const third = await playerWrites(relay.url, site);
    expect(await third.next('queue', (frame) => frame.position === 2)).toMatchObject({ staffed: true, wait: null });
    await desk.command({ type: 'resolve', conversation: first.conversation });
    await second.shown('assigned');
    await third.next('queue', (frame) => frame.position === 1);
  });

  it('with nobody there: no place, and when somebody is expected; in the morning the urgent one comes first', async () => {
    const shifts = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' }];
    const site = await routedSite(db, { cover: { timeZone: 'Europe/Warsaw', shifts } });
    const old = await playerWrites(relay.url, site, { topic: 'rules' });
    const night = await old.next('queue');
    expect(night).toMatchObject({ staffed: false, position: null, wait: null });
    expect(night.expectedAt).toBeGreaterThan(Date.now());
    expect(night.expectedAt).toBeLessThanOrEqual(Date.now() + 24 * 3_600_000);
    const urgent = await playerWrites(relay.url, site, { topic: 'payments' });
    await urgent.next('queue');
    await atDesk(relay.url, await hire(db, site, 'Ann', { capacity: 1 }));
    await urgent.shown('assigned');
    await old.next('queue', (frame) => frame.staffed && frame.position === 1);
  });
});

describe('in a flood', () => {
  it('anonymous players beyond the site’s cap are told to wait; signed ones are let in', async () => {
    const site = await routedSite(db, { mode: 'pick', anonymousWaitingMax: 2 });
    for (let i = 0; i < 2; i++) await playerWrites(relay.url, site);
    const third = await connectPlayer(relay.url, site);
    const clientId = newId(systemClock.now());
    third.send({ type: 'post', conversation: newId(systemClock.now()), clientId, text: 'hello' });
    const refused = await third.next('error', (frame) => frame.clientId === clientId);
    expect(refused).toMatchObject({ kind: 'too-fast', retryAfterMs: 30_000 });
    await playerWrites(relay.url, site, { sub: 'known' });
  });
});
