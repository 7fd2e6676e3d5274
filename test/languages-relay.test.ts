/** The language of a conversation over real relays: found out, kept, changed, chosen, and rebuilt from the log. */
import { systemClock } from '@touchline/shared/clock.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
let relays: [TestRelay, TestRelay];
beforeAll(async () => {
  relays = [await startTestRelay(db), await startTestRelay(db)];
});
afterAll(() => Promise.all(relays.map((relay) => relay.close())));

const BELARUSIAN = ['прывітанне, калі прыйдзе мой вывад?', 'дзе мой бонус'];
const POLISH = ['oddajcie moje pieniądze', 'zakład wciąż nierozliczony'];

type Hello = Partial<Extract<PlayerUp, { type: 'hello' }>>;

async function conversationOn(relay: TestRelay, hello: Hello = {}) {
  const site = await createSite(db, { languages: [...LOCALES] });
  const conversation = newId(systemClock.now());
  const token = (await connectAnd(relay, hello)).token;

  async function connectAnd(on: TestRelay, more: Hello) {
    const player = await connectPlayer(on.url, site, { locale: 'en', ...more });
    player.send({ type: 'open', conversation, epoch: player.ready.epoch, seq: 0 });
    await player.next('opened');
    return player;
  }
  return {
    /** Over a socket of its own; resolves when the log has it. */
    async write(text: string, on = relay) {
      const player = await connectAnd(on, { ...hello, ...(token && { token }) });
      player.send({ type: 'post', conversation, clientId: newId(systemClock.now()), text, topic: 'other' });
      await player.next('ack');
      player.close();
      await player.closed;
    },
    /** What the log says about languages, in order. */
    async told() {
      const { rows } = await db.query<{ type: string; data: { language?: string; changes?: object } }>(
        `select type, data from events where conversation_id = $1 and type in ('started', 'message', 'adjusted') order by seq`,
        [conversation],
      );
      return rows.map(({ type, data }) => [type, data.changes ?? data.language ?? null]);
    },
  };
}

describe('the language of a conversation', () => {
  it('is what the player writes, not what the page is in; two messages in another one change it', async () => {
    const { write, told } = await conversationOn(relays[0]);
    for (const text of [BELARUSIAN[0], '👍', ...POLISH]) await write(text ?? '');
    expect(await told()).toEqual([
      ['started', 'be'],
      ['message', 'be'],
      ['message', null],
      ['message', 'pl'],
      ['adjusted', { language: 'pl' }],
      ['message', 'pl'],
    ]);
  });

  it('is what the player chose, whatever they write', async () => {
    const { write, told } = await conversationOn(relays[0], { locale: 'vi', localeChosen: true });
    for (const text of [...BELARUSIAN, ...POLISH]) await write(text);
    const happened = await told();
    expect(happened[0]).toEqual(['started', 'vi']);
    expect(happened.filter(([type]) => type === 'adjusted')).toEqual([
      ['adjusted', { language: 'vi', languageChosen: true }],
    ]);
    expect(happened.filter(([type]) => type === 'message').map(([, spoken]) => spoken)).toEqual([
      'be',
      'be',
      'pl',
      'pl',
    ]);
  });

  it('is the same whichever relay hears the next message', async () => {
    const { write, told } = await conversationOn(relays[0]);
    await write(BELARUSIAN[0] ?? '', relays[0]);
    await write(POLISH[0] ?? '', relays[1]);
    expect((await told()).filter(([type]) => type === 'adjusted')).toEqual([]);
    await write(POLISH[1] ?? '', relays[1]);
    expect((await told()).filter(([type]) => type === 'adjusted')).toEqual([['adjusted', { language: 'pl' }]]);
    // The first relay learnt from the state that it was overtaken.
    await write('kiedy zaczyna się mecz', relays[0]);
    expect((await told()).filter(([type]) => type === 'adjusted')).toHaveLength(1);
  });

  it('survives a restart between the two messages that change it', async () => {
    const before = await startTestRelay(db);
    const { write, told } = await conversationOn(before);
    await write(BELARUSIAN[0] ?? '');
    await write(POLISH[0] ?? '');
    await before.close();
    await write(POLISH[1] ?? '', relays[1]);
    expect((await told()).at(-2)).toEqual(['adjusted', { language: 'pl' }]);
  });
});
