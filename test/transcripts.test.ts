/** A conversation on paper: everything its player may see, nothing else, in the reader's language, and nothing that runs. */
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { createTranscripts } from '@touchline/relay/transcripts/transcripts.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { PDF } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';
import { freshId, linkTo, type Speaker, send } from './support/sending-files.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

/** In small letters, as tags are kept. */
const SECRET = 'secret-of-operators';
/** What somebody might write to be more than text. */
const HOSTILE = `</p></style><script>alert(1)</script><img src=x onerror=alert(1)>"'&amp; $t(transcript.you) {{name}} \u202e`;

type Client = Speaker & { next: never };
const said = async (client: object, frame: object) => {
  const { send, next } = client as { send(frame: object): void; next(type: string): Promise<{ seq: number }> };
  send({ clientId: freshId(), ...frame });
  return next('ack');
};

async function scene({ locale = 'en', name = 'Alesia', site: more = {} } = {}) {
  const site = await createSite(db, { name: 'Fairplay', ...more });
  const cookie = await signIn(relay.url, await createOperator(db, [site], { name }));
  const player = await connectPlayer(relay.url, site, { locale });
  const desk = await connectOperator(relay.url, cookie);
  const conversation = freshId();
  return { site, cookie, player, desk, conversation };
}

async function translate(
  conversation: string,
  of: number,
  reader: 'player' | 'operator',
  language: string,
  text: string,
) {
  await db.query(
    `with moved as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq)
     insert into events (conversation_id, seq, at, type, author_kind, data)
     select $1, last_seq, now(), 'translated', 'system', $2 from moved`,
    [conversation, { of, reader, language, text, provider: 'own' }],
  );
}

async function transcript(client: object, conversation: string, more = '', headers = {}) {
  const { url } = await linkTo(client as Client, conversation, 'transcript');
  const answer = await fetch(`${relay.url}/${url}${more}`, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Everything that can happen, with what is none of the player's business marked. */
async function fullConversation(at: Awaited<ReturnType<typeof scene>>) {
  const { player, desk, cookie, conversation } = at;
  await said(player, {
    type: 'post',
    conversation,
    text: 'Where is my payout?',
    about: { kind: 'withdrawal', id: 'W-1', title: 'Withdrawal of 50 €', signed: false },
  });
  const slip = await send(relay.url, player, conversation, {
    name: 'чек.pdf',
    contentType: 'application/pdf',
    bytes: PDF,
  });
  await said(player, { type: 'post', conversation, text: '', files: [slip.clientId] });
  await said(desk, { type: 'take', conversation });
  for (const frame of [
    { type: 'note', text: `${SECRET} note` },
    { type: 'tag', add: [`${SECRET} tag`] },
    { type: 'prioritise', priority: 'urgent' },
  ]) {
    await said(desk, { conversation, ...frame });
  }
  const answer = await said(desk, { type: 'post', conversation, text: 'It was sent yesterdya.', seen: 1_000 });
  await said(desk, { type: 'post', conversation, text: 'It was sent yesterday.', seen: 1_000, corrects: answer.seq });
  await said(player, { type: 'post', conversation, text: 'Thank you!', replyTo: answer.seq });
  await said(desk, { type: 'transfer', conversation, topic: 'bets', note: `${SECRET} reason` });
  await said(desk, { type: 'take', conversation });
  await said(desk, { type: 'snooze', conversation, until: null });
  await said(desk, { type: 'wake', conversation });
  await said(desk, { type: 'resolve', conversation });
  const rating = { solved: true, speed: 5, courtesy: 4, competence: null, comment: 'quick and kind' };
  await said(player, { type: 'rate', conversation, rating });
  return { headers: { cookie } };
}

describe('a transcript', () => {
  it('tells it all, to both sides, as a page and as text', async () => {
    const at = await scene();
    const { headers } = await fullConversation(at);
    for (const form of ['', '&form=text']) {
      const players = await transcript(at.player, at.conversation, form);
      const operators = await transcript(at.desk, at.conversation, form, headers);
      expect([players.status, operators.status]).toEqual([200, 200]);
      for (const { text } of [players, operators]) {
        for (const part of [
          ...['Fairplay', `Conversation ${referenceOf(at.conversation)}`, 'Where is my payout?', 'чек.pdf'],
          ...['Withdrawal of 50 €', 'not confirmed by the site', 'Corrects', 'In reply to', 'Alesia is answering'],
          ...['Passed on to a colleague', 'The conversation was closed', 'Solved', '5/5', '4/5', 'quick and kind'],
        ]) {
          expect(text).toContain(part);
        }
      }
      expect(players.text).toContain('You');
      expect(operators.text).toContain('Player');
    }
  });

  it('holds nothing of what operators keep to themselves, for no reader and in no form', async () => {
    const at = await scene();
    const { headers } = await fullConversation(at);
    const { rows } = await db.query<{ n: number }>(
      `select count(*)::int as n from events where conversation_id = $1 and concat(data, private, internal) like '%${SECRET}%'`,
      [at.conversation],
    );
    expect(rows[0]?.n).toBeGreaterThan(2);
    for (const form of ['', '&form=text']) {
      expect((await transcript(at.player, at.conversation, form)).text).not.toContain(SECRET);
      expect((await transcript(at.desk, at.conversation, form, headers)).text).not.toContain(SECRET);
    }
  });

  it('the check fails when a note is let through as a message', async () => {
    const at = await scene();
    await fullConversation(at);
    await db.query(
      `update events set type = 'message', data = internal, client_id = coalesce(client_id, gen_random_uuid())
       where conversation_id = $1 and type = 'note'`,
      [at.conversation],
    );
    expect((await transcript(at.player, at.conversation)).text).toContain(SECRET);
  });

  it('shows each reader the translations that they read', async () => {
    const at = await scene({ locale: 'be' });
    const { player, desk, cookie, conversation } = at;
    const asked = await said(player, { type: 'post', conversation, text: 'Дзе мой вывад грошай з учорашняй стаўкі?' });
    await said(desk, { type: 'take', conversation });
    const answered = await said(desk, {
      type: 'post',
      conversation,
      text: 'The payout was sent yesterday evening.',
      seen: 1_000,
    });
    await translate(conversation, asked.seq, 'operator', 'en', 'Where is my payout from yesterday’s bet?');
    await translate(conversation, answered.seq, 'player', 'be', 'Выплата адпраўлена ўчора ўвечары.');
    const players = (await transcript(player, conversation)).text;
    const operators = (await transcript(desk, conversation, '', { cookie })).text;
    expect(players).toContain('Выплата адпраўлена');
    expect(players).toContain('Машынны пераклад');
    expect(players).not.toContain('Where is my payout');
    expect(operators).toContain('Where is my payout');
    expect(operators).not.toContain('Выплата адпраўлена');
    await said(player, { type: 'translating', conversation, on: false });
    expect((await transcript(player, conversation)).text).not.toContain('Выплата адпраўлена');
  });

  it('is as long as the conversation: every message of a thousand, in order', async () => {
    const { player, conversation } = await scene();
    for (let n = 0; n < 1_100; n++)
      player.send({ type: 'post', conversation, clientId: freshId(), text: `message ${n}.` });
    for (let n = 0; n < 1_100; n++) await player.next('ack');
    const { text } = await transcript(player, conversation, '&form=text');
    const found = [...text.matchAll(/message (\d+)\./g)].map(([, n]) => Number(n));
    expect(found).toEqual(Array.from({ length: 1_100 }, (_, n) => n));
  });
});

describe('a transcript that costs much', () => {
  it('is made for a reader once at a time', async () => {
    const { player, conversation } = await scene();
    await said(player, { type: 'post', conversation, text: 'hello' });
    const { url } = await linkTo(player as never, conversation, 'transcript');
    const ask = async () => (await fetch(`${relay.url}/${url}`)).status;
    const statuses = await Promise.all(Array.from({ length: 8 }, ask));
    expect([...new Set(statuses)].sort()).toEqual([200, 429]);
    expect(await ask()).toBe(200);
  });

  it('holds the newest of it, and says so', async () => {
    const { player, conversation } = await scene();
    for (let n = 1; n <= 5; n++) await said(player, { type: 'post', conversation, text: `message ${n}` });
    const lines = (max: number) =>
      createTranscripts(createConversationStore(db), max).linesOf(conversation, 'player', 'en');
    const short = await lines(2);
    expect(short.map((line) => (line.kind === 'said' ? line.text : line.kind === 'turn' && line.word))).toEqual([
      'transcript.shortened',
      'message 4',
      'message 5',
    ]);
    expect((await lines(100)).filter(({ kind }) => kind === 'turn')).toEqual([]);
  });
});

describe('hostile text in a transcript', () => {
  it('is text, wherever it comes from', async () => {
    const site = { name: HOSTILE.slice(0, 60) };
    const at = await scene({ name: HOSTILE.slice(0, 80), site });
    const { player, desk, conversation } = at;
    const about = { kind: 'bet', id: HOSTILE.slice(0, 90), title: HOSTILE, signed: false };
    const first = await said(player, { type: 'post', conversation, text: HOSTILE, about });
    const file = await send(relay.url, player, conversation, {
      name: `${HOSTILE}.pdf`,
      contentType: 'application/pdf',
      bytes: PDF,
    });
    await said(player, { type: 'post', conversation, text: HOSTILE, files: [file.clientId], replyTo: first.seq });
    await said(desk, { type: 'take', conversation });
    await said(desk, { type: 'resolve', conversation });
    const rating = { solved: false, speed: 1, courtesy: 1, competence: 1, comment: HOSTILE };
    await said(player, { type: 'rate', conversation, rating });
    await translate(conversation, first.seq, 'player', 'en', HOSTILE);
    for (const [client, headers] of [
      [player, {}],
      [desk, { cookie: at.cookie }],
    ] as const) {
      const { text } = await transcript(client, conversation, '', headers);
      expect(text).toContain('&lt;script&gt;alert(1)');
      const elements = [...text.matchAll(/<(\/?[a-z0-9]+)/gi)].map(([, element]) => element?.replace('/', ''));
      expect(elements.filter((element) => ['script', 'img'].includes(element ?? ''))).toEqual([]);
      expect(text.match(/<style>/g)).toHaveLength(1);
      expect(text).toContain('$t(transcript.you) {{name}}');
    }
  });

  it('in plain text cannot pass for a line of ours', async () => {
    const { player, conversation } = await scene();
    for (const separator of ['\n', '\r\n', '\u2028', '\u0085', '\u000b']) {
      await said(player, {
        type: 'post',
        conversation,
        text: `x${separator}14:05  Alesia${separator}    you get 500 €`,
      });
    }
    const { text, headers } = await transcript(player, conversation, '&form=text');
    expect(text.split(/\s*[\r\n\v\x85\u2028]/).filter((line) => line.startsWith('14:05  Alesia'))).toEqual([]);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename=/);
  });
});

describe('a transcript speaks', () => {
  it.each(LOCALES)('%s', async (locale) => {
    const at = await scene({ locale });
    const { player, conversation } = at;
    await said(player, { type: 'post', conversation, text: '12345' });
    const { text } = await transcript(player, conversation);
    expect(text).toContain(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(text).not.toMatch(/transcript\.|\{\{|undefined|Invalid/);
    expect(text).not.toMatch(/[٠-٩]/);
    if (locale !== 'en') expect(text).not.toContain('Times in');
  });

  it('of times in the reader’s zone, else the site’s, else UTC, and says in which', async () => {
    const cover = { timeZone: 'Europe/Warsaw', shifts: [] };
    const routing = routingRules.parse({ mode: 'pick', cover });
    for (const [more, site, zone] of [
      ['&zone=Asia/Baku', { routing }, 'Asia/Baku (GMT+4)'],
      ['', { routing }, 'Europe/Warsaw (GMT+'],
      ['', {}, 'Times in UTC'],
    ] as const) {
      const { player, conversation } = await scene({ site });
      await said(player, { type: 'post', conversation, text: 'hello' });
      expect((await transcript(player, conversation, more)).text).toContain(zone);
    }
    const { player, conversation } = await scene();
    await said(player, { type: 'post', conversation, text: 'hello' });
    expect((await transcript(player, conversation, '&zone=Nowhere/City')).status).toBe(400);
  });
});

it('the page may load nothing, run nothing, be framed by nobody and kept by nobody', async () => {
  const { player, conversation } = await scene();
  await said(player, { type: 'post', conversation, text: 'hello' });
  const { headers } = await transcript(player, conversation);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-[^ ]+'; .*frame-ancestors 'none'; sandbox allow-modals$/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});
