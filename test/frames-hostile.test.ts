/** Frames that are right by their form and meant to hurt. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
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

describe('a player', () => {
  it.each([
    ['holds U+0000', 'a\0b'],
    ['holds half a character', '\ud800 bets'],
  ])('whose page’s name %s can write all the same', async (_, title) => {
    const player = await connectPlayer(relay.url, await createSite(db), {
      page: { url: `https://brand.example/${title}`, title },
    });
    player.send({ type: 'post', conversation: id(), clientId: id(), text: 'hello' });
    await player.next('ack');
    player.close();
  });

  it('who sends text that Postgres cannot hold is not told to send it again', async () => {
    const player = await connectPlayer(relay.url, await createSite(db));
    for (const text of ['\0', '\0\0 \0', '\u200b', ' ']) {
      const clientId = id();
      player.send({ type: 'post', conversation: id(), clientId, text });
      expect(await player.next('error', (error) => error.clientId === clientId)).toMatchObject({ kind: 'empty-text' });
    }
    player.close();
  });

  it('who resumes a conversation of another is not shown it, nor told that it is there', async () => {
    const site = await createSite(db);
    const victim = await connectPlayer(relay.url, site);
    const conversation = id();
    victim.send({ type: 'post', conversation, clientId: id(), text: 'my secret' });
    await victim.next('ack');
    const thief = await connectPlayer(relay.url, site, { resume: { conversation, epoch: victim.ready.epoch, seq: 0 } });
    thief.send({ type: 'ping' });
    await thief.next('pong');
    expect(thief.received.map((frame) => frame.type)).toEqual(['ready', 'pong']);
    victim.close();
    thief.close();
  });

  it('who opens a conversation before it exists does not hear the one who begins it', async () => {
    const site = await createSite(db);
    const [thief, victim] = [await connectPlayer(relay.url, site), await connectPlayer(relay.url, site)];
    const conversation = id();
    thief.send({ type: 'open', conversation, epoch: '', seq: 0 });
    await thief.next('opened');
    victim.send({ type: 'post', conversation, clientId: id(), text: 'my secret' });
    await victim.next('ack');
    victim.send({ type: 'typing', conversation });
    victim.send({ type: 'ping' });
    await victim.next('pong');
    thief.send({ type: 'open', conversation, epoch: '', seq: 0 });
    await thief.next('error');
    expect(JSON.stringify(thief.received)).not.toContain('secret');
    expect(thief.received.map((frame) => frame.type)).not.toContain('typing');
    victim.close();
    thief.close();
  });
});

describe('an operator', () => {
  it('who asks for a page with a made-up cursor gets a page or a refusal, never an error of ours', async () => {
    const site = await createSite(db);
    const desk = await connectOperator(relay.url, await signIn(relay.url, await createOperator(db, [site])));
    const cursors = ['', '0', `1_${'-'.repeat(36)}`, `999999999999999_${id()}`, '\0', `1_${id()}'--`];
    for (const before of cursors) desk.send({ type: 'list', view: 'resolved', before });
    const answers = () => desk.received.filter(({ type }) => type === 'list' || type === 'error');
    await until('each is answered', () => answers().length === cursors.length);
    for (const answer of answers()) expect(answer).toMatchObject(answer.type === 'list' ? {} : { kind: 'bad-request' });
    desk.close();
  });
});
