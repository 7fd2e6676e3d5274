/**
 * Translation over real relays, sockets and Postgres. Only who translates is scripted here. The real engine is in
 * translation-quality.test.ts and in the browser.
 */
import type { Rendering } from '@touchline/relay/translation/translator.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { answers, marked, scripted, setMarkedStage, translations } from './support/marking-translator.ts';

const { db, relayWith, stage } = await setMarkedStage();
const unavailable: Rendering = { text: null, provider: null, problem: 'unavailable' };

describe('a conversation in two languages', () => {
  it('is read by each side in its own, with the originals in the log', async () => {
    const relay = await relayWith(scripted().translator);
    const on = await stage(relay);
    await on.player.say('Дзе мае грошы, калі ласка?');
    await until('the operator reads it', () =>
      translations(on.desk).some(({ text }) => text === '[be-ru] Дзе мае грошы, калі ласка?'),
    );
    await answers(on, 'Сейчас проверю, подождите');
    await until('the player reads it', () =>
      translations(on.player).some(
        ({ reader, text }) => reader === 'player' && text === '[ru-be] Сейчас проверю, подождите',
      ),
    );
    await on.desk.row(on.player.conversation, 'what the player said, translated', ({ lastMessage }) =>
      Boolean(lastMessage?.author.kind === 'operator'),
    );
    // The colleague's wording of what they wrote themselves is nothing for the player.
    const forOperators = translations(on.player).filter(({ reader }) => reader === 'operator');
    expect(forOperators.map(({ text, provider }) => ({ text, provider }))).toEqual([{ text: null, provider: null }]);
  });

  it('shows the desk the last message translated', async () => {
    const relay = await relayWith(scripted().translator);
    const { desk, player } = await stage(relay);
    await player.say('Дзе мае грошы, калі ласка?');
    await desk.row(
      player.conversation,
      'the translation',
      ({ lastMessage }) => lastMessage?.translated?.text === '[be-ru] Дзе мае грошы, калі ласка?',
    );
  });

  it('is delivered at once, however long the translator takes', async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const script = scripted(async (request, text) => {
      await slow;
      return marked(request, text);
    });
    const on = await stage(await relayWith(script.translator));
    await on.player.say('Дзе мае грошы, калі ласка?');
    await answers(on, 'Сейчас проверю, подождите');
    await on.player.shown('message', 3);
    expect(translations(on.player)).toEqual([]);
    release();
    await until('they are translated in the end', () =>
      translations(on.player).some(({ reader }) => reader === 'player'),
    );
  });

  it('says once that nobody was available, and translates when somebody is', async () => {
    let isUp = false;
    const script = scripted((request, text) => (isUp ? marked(request, text) : unavailable));
    const { desk, player } = await stage(await relayWith(script.translator));
    await player.say('Дзе мае грошы, калі ласка?');
    await until('it says so', () => translations(desk).some(({ problem }) => problem === 'unavailable'));
    const tries = script.asked.length;
    await until('it is tried again', () => script.asked.length > tries);
    isUp = true;
    await until('it is translated', () => translations(desk).some(({ text }) => text?.startsWith('[be-ru] Дзе')));
    const ofIt = translations(desk).filter(({ of }) => of === translations(desk).at(-1)?.of);
    expect(ofIt.map(({ problem }) => problem)).toEqual(['unavailable', undefined]);
  });

  it('is not translated where no provider was accepted', async () => {
    const script = scripted();
    const { player } = await stage(await relayWith(script.translator), { translation: translationRules.parse({}) });
    await player.say('Дзе мае грошы, калі ласка?');
    const { rows } = await db.query<{ count: number }>(`select count(*) as count from jobs`);
    expect(rows[0]?.count).toBe(0);
    expect(script.asked).toEqual([]);
  });

  it('is written once by two relays that do the same job', async () => {
    const script = scripted();
    const on = await stage(await relayWith(script.translator));
    const other = await relayWith(script.translator);
    await on.player.say('Дзе мае грошы, калі ласка?');
    void other;
    await until('it is there', () => translations(on.desk).length > 0);
    await db.query(
      `insert into jobs (task, key) values ('translate', $1) on conflict (task, key) do update set asked = jobs.asked + 1, held_until = null`,
      [on.player.conversation],
    );
    await until('the jobs are done', async () => (await db.query('select 1 from jobs')).rowCount === 0);
    const { rows } = await db.query<{ of: string; n: number }>(
      `select data->>'of' as of, count(*) as n from events where conversation_id = $1 and type = 'translated' group by 1`,
      [on.player.conversation],
    );
    expect(rows.map(({ n }) => Number(n))).toEqual([1]);
  });

  it('follows the toggles and the choice of a language', async () => {
    const on = await stage(await relayWith(scripted().translator));
    const { desk, player } = on;
    const command = (frame: object) => {
      const clientId = crypto.randomUUID();
      desk.send({ ...frame, conversation: player.conversation, clientId } as never);
      return desk.next('ack', (ack) => ack.clientId === clientId);
    };
    await command({ type: 'translating', side: 'player', on: false });
    await answers(on, 'Сейчас проверю, подождите');
    await command({ type: 'translating', side: 'player', on: true });
    // What was written meanwhile is caught up with.
    await until('it is read translated', () =>
      translations(player).some(({ text }) => text?.startsWith('[ru-be] Сейчас')),
    );
    await command({ type: 'speak', language: 'pl' });
    await until('it is read in the language chosen', () =>
      translations(player).some(({ text, language }) => language === 'pl' && text?.startsWith('[ru-pl] Сейчас')),
    );
  });
});

describe('a reply kept ready', () => {
  it('is in the language that it was kept in, and goes out as it is', async () => {
    const script = scripted();
    const on = await stage(await relayWith(script.translator));
    const kept = 'Ваш вывад ужо ў дарозе';
    // The second reads the same in Russian, which the operator speaks.
    await db.query(
      `insert into canned_replies (site_id, id, shortcut, texts) values ($1, $2, 'payout', $3), ($1, $4, 'other', $5)`,
      [on.brand.id, newId(systemClock.now()), { be: kept }, newId(systemClock.now()), { be: 'Бонус' }],
    );
    await answers(on, kept);
    await answers(on, 'Бонус');
    const { rows } = await db.query<{ language: string }>(
      `select data->>'language' as language from events
       where conversation_id = $1 and type = 'message' and author_kind = 'operator' order by seq`,
      [on.player.conversation],
    );
    expect(rows.map(({ language }) => language)).toEqual(['be', 'be']);
    await answers(on, 'Проверяю вашу заявку, подождите');
    await until('the last one is translated', () =>
      translations(on.player).some(({ text }) => text?.includes('Проверяю')),
    );
    expect(script.asked.flatMap(({ texts }) => texts)).not.toContain('Бонус');
  });
});

describe('a preview', () => {
  it('is what the player would receive, and is sent to nobody', async () => {
    const on = await stage(await relayWith(scripted().translator));
    const clientId = crypto.randomUUID();
    on.desk.send({
      type: 'preview',
      conversation: on.player.conversation,
      clientId,
      text: 'Сейчас проверю, подождите',
    });
    const preview = await on.desk.next('preview', (frame) => frame.clientId === clientId);
    expect(preview).toMatchObject({ language: 'be', text: '[ru-be] Сейчас проверю, подождите', provider: 'scripted' });
    const { rows } = await db.query(
      `select 1 from events where conversation_id = $1 and data->>'text' like '%подождите%'`,
      [on.player.conversation],
    );
    expect(rows).toEqual([]);
  });
});
