/** What players may say about languages, and what they may not do with it. */
import { createHash } from 'node:crypto';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { connectPlayer } from './support/frame-client.ts';
import { answers, scripted, setMarkedStage, translations } from './support/marking-translator.ts';
import { atDesk, hire, playerWrites } from './support/shift.ts';

const { db, opened, relayWith, site, stage } = await setMarkedStage();

describe('a language chosen by the player', () => {
  it('before the first word holds whatever they write, and may be chosen again', async () => {
    const relay = await relayWith(scripted().translator);
    const brand = await site();
    const player = await connectPlayer(relay.url, brand, { locale: 'pl', localeChosen: true });
    opened.push(player);
    const conversation = newId(systemClock.now());
    const sent = async (frame: object) => {
      const clientId = newId(systemClock.now());
      player.send({ ...frame, conversation, clientId } as never);
      await player.next('ack', (ack) => ack.clientId === clientId);
    };
    for (const text of ['Дзе мае грошы, калі ласка?', 'Пакажыце мне мае стаўкі', 'Дзякуй вам вялікі']) {
      await sent({ type: 'post', text });
    }
    const language = async () =>
      (await db.query<{ language: string }>('select language from conversations where id = $1', [conversation])).rows[0]
        ?.language;
    expect(await language()).toBe('pl');
    await sent({ type: 'speak', language: 'ru' });
    await sent({ type: 'speak', language: 'be' });
    expect(await language()).toBe('be');
  });
});

describe('a player who means harm', () => {
  it('by a language that there is not is answered all the same', async () => {
    const relay = await relayWith(scripted().translator);
    const brand = await site();
    const desk = await atDesk(relay.url, await hire(db, brand, 'Vera', { languages: { ru: 'native' } }));
    opened.push(desk);
    const player = await playerWrites(relay.url, brand, { language: 'be-12' });
    opened.push(player);
    await desk.row(player.conversation, 'it as mine', ({ state }) => state.assignee?.id === desk.operator.id);
    await answers({ desk, player }, 'Сейчас проверю, подождите');
    await player.shown('message', 2);
  });

  it('by changing languages is told to wait', async () => {
    const { player } = await stage(await relayWith(scripted().translator));
    const speak = (language: string) =>
      player.send({ type: 'speak', conversation: player.conversation, clientId: crypto.randomUUID(), language });
    for (let i = 0; i < 11; i++) speak(i % 2 ? 'pl' : 'ru');
    expect(await player.next('error')).toMatchObject({ kind: 'too-fast' });
  });

  it('cannot take the id of a translation before it', async () => {
    const ids = async (conversation: string) => {
      const { rows } = await db.query<{ id: string }>(
        `select client_id as id from events where conversation_id = $1 and type = 'translated'`,
        [conversation],
      );
      return rows.map(({ id }) => id);
    };
    const { desk, player } = await stage(await relayWith(scripted().translator));
    await player.say('Дзе мае грошы, калі ласка?');
    await until('it is there', () => translations(desk).some(({ text }) => text?.startsWith('[be-ru]')));
    const parts = [player.conversation, translations(desk)[0]?.of, 'operator', 'ru', 0, 'done'];
    const guess = createHash('sha256').update(parts.join('\n')).digest('hex');
    expect((await ids(player.conversation)).map((id) => id.replaceAll('-', ''))).not.toContain(guess.slice(0, 32));
  });
});
