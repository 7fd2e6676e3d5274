/** One conversation over a real relay: from a player's first words to the answer, and everything in between. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const id = () => newId(systemClock.now());

async function people() {
  const site = await createSite(db);
  const operator = await createOperator(db, [site]);
  return { site, operator, cookie: await signIn(relay.url, operator) };
}

describe('a conversation', () => {
  it('goes from the first words to the answer, and back after a reload', async () => {
    const { site, cookie, operator } = await people();
    const desk = await connectOperator(relay.url, cookie);
    const player = await connectPlayer(relay.url, site, {
      locale: 'be',
      page: { url: 'https://brand.example/x?token=1', title: 'Home' },
    });
    expect(player.ready.conversations).toEqual([]);

    // 1. The player writes; the text is acknowledged and comes back placed.
    const conversation = id();
    const first = id();
    player.send({ type: 'open', conversation, epoch: player.ready.epoch, seq: 0 });
    await player.next('opened');
    player.send({ type: 'post', conversation, clientId: first, text: 'дэпазіт не прыйшоў', topic: 'payments' });
    const ack = await player.next('ack');
    expect(ack).toMatchObject({ conversation, clientId: first, seq: 2 });
    const live = await player.next('events');
    expect(live.events.map((event) => [event.seq, event.type])).toEqual([
      [1, 'started'],
      [2, 'message'],
    ]);

    // 2. The desk shows who waits, in which language, about what, from where.
    const { rows } = await desk.next('upsert');
    expect(rows[0]).toMatchObject({
      id: conversation,
      locale: 'be',
      state: { status: 'waiting', topic: 'payments', seq: 2 },
      contact: { verified: false },
      page: { url: 'https://brand.example/x', title: 'Home' },
      lastMessage: { text: 'дэпазіт не прыйшоў' },
      unread: 1,
    });

    // 3. An operator opens it, answers, and has it by that.
    desk.send({ type: 'open', conversation, epoch: '', seq: 0 });
    expect((await desk.next('events')).events).toHaveLength(2);
    await desk.next('opened');
    const answer = id();
    desk.send({ type: 'post', conversation, clientId: answer, text: 'Зараз паглядзім', seen: 2 });
    expect(await desk.next('ack')).toMatchObject({ clientId: answer, seq: 4 });
    const answered = await player.next('events');
    expect(answered.events.map((event) => event.type)).toEqual(['assigned', 'message']);
    // A player reads the operator's name and never an id.
    expect(answered.events[1]?.author).toEqual({ kind: 'operator', name: operator.name });
    expect(JSON.stringify(answered)).not.toContain(operator.id);

    // 4. Read marks and typing reach the other side.
    player.send({ type: 'read', conversation, upTo: 4 });
    expect((await desk.next('events', ({ events }) => events[0]?.type === 'read')).events[0]).toMatchObject({
      side: 'player',
      upTo: 4,
    });
    player.send({ type: 'typing', conversation });
    expect(await desk.next('typing')).toMatchObject({ conversation, author: { kind: 'player' } });

    // 5. Resolved; the player writes again, and it is waiting once more.
    desk.send({ type: 'resolve', conversation, clientId: id() });
    await player.next('events', ({ events }) => events[0]?.type === 'resolved');
    player.send({ type: 'post', conversation, clientId: id(), text: 'яшчэ пытанне' });
    const again = await player.next('events', ({ events }) => events[0]?.type === 'reopened');
    expect(again.events[1]).toMatchObject({ type: 'message', text: 'яшчэ пытанне' });

    // 6. A reload with the same token finds everything, in order, once.
    const reloaded = await connectPlayer(relay.url, site, { token: player.token });
    expect(reloaded.ready.conversations).toMatchObject([{ id: conversation, unread: 0 }]);
    const history = await reloaded.next('events');
    expect(history.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const client of [desk, player, reloaded]) client.close();
  });

  it('refuses an answer to a message that its author has not seen', async () => {
    const { site, cookie } = await people();
    const desk = await connectOperator(relay.url, cookie);
    const player = await connectPlayer(relay.url, site);
    const conversation = id();
    player.send({ type: 'post', conversation, clientId: id(), text: 'one' });
    await player.next('ack');
    player.send({ type: 'post', conversation, clientId: id(), text: 'two' });
    await player.next('ack');
    const clientId = id();
    desk.send({ type: 'post', conversation, clientId, text: 'answer to one', seen: 2 });
    expect(await desk.next('error')).toMatchObject({ kind: 'behind', clientId });
    desk.send({ type: 'post', conversation, clientId, text: 'answer to both', seen: 3 });
    expect(await desk.next('ack')).toMatchObject({ clientId, seq: 5 });
    desk.close();
    player.close();
  });

  it('refuses an answer into what a colleague has resolved meanwhile, and takes it from who knows that', async () => {
    const { site, cookie } = await people();
    const other = await signIn(relay.url, await createOperator(db, [site]));
    const [desk, colleague] = [await connectOperator(relay.url, cookie), await connectOperator(relay.url, other)];
    const player = await connectPlayer(relay.url, site);
    const conversation = id();
    player.send({ type: 'post', conversation, clientId: id(), text: 'one' });
    await player.next('ack');
    colleague.send({ type: 'resolve', conversation, clientId: id() });
    const { seq: resolvedAt } = await colleague.next('ack');
    desk.send({ type: 'post', conversation, clientId: id(), text: 'kept over a night', seen: 2 });
    expect(await desk.next('error')).toMatchObject({ kind: 'behind' });
    const { rows } = await db.query('select status from conversations where id = $1', [conversation]);
    expect(rows).toEqual([{ status: 'resolved' }]);
    desk.send({ type: 'post', conversation, clientId: id(), text: 'one thing more', seen: resolvedAt });
    await desk.next('ack');
    for (const client of [desk, colleague, player]) client.close();
  });

  it('gives a repeated client id the first seq, and nobody hears of it twice', async () => {
    const { site } = await people();
    const player = await connectPlayer(relay.url, site);
    const conversation = id();
    const clientId = id();
    for (let i = 0; i < 3; i++) player.send({ type: 'post', conversation, clientId, text: 'once' });
    const acks = [await player.next('ack'), await player.next('ack'), await player.next('ack')];
    expect(acks.map((ack) => ack.seq)).toEqual([2, 2, 2]);
    const { rows } = await db.query('select seq from events where conversation_id = $1', [conversation]);
    expect(rows).toHaveLength(2);
    player.close();
  });
});
