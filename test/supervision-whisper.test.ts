/** What a supervisor whispers to the operator who has a conversation: who is told, and who never is. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createOperator, createSite, signIn, startTestRelay } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { atDesk, hire, playerWrites } from './support/shift.ts';

const SECRET = 'offer him the back door';

const { db, url: databaseUrl } = await createTestDatabase();
const redis = await startRedis();
const options = { databaseUrl, redisUrl: redis.url };
const [one, two] = await Promise.all([startRelayProcess(options), startRelayProcess(options)]);
afterAll(async () => {
  await Promise.all([one.kill(), two.kill()]);
  await redis.stop();
});

type Desk = Awaited<ReturnType<typeof atDesk>>;
const id = () => newId(systemClock.now());

async function scene() {
  const site = await createSite(db);
  const [alesia, rauf] = [await hire(db, site, 'Alesia'), await hire(db, site, 'Rauf')];
  const vera = await createOperator(db, [site], { name: 'Vera', role: 'supervisor' });
  const [hers, his, supervisor] = [
    await atDesk(one.url, alesia),
    await atDesk(one.url, rauf),
    await atDesk(two.url, vera),
  ];
  const player = await playerWrites(two.url, site);
  const { conversation } = player;
  await hers.command({ type: 'take', conversation });
  for (const desk of [hers, his, supervisor]) await desk.open(conversation);
  const whisper = (text = SECRET) => supervisor.command({ type: 'whisper', conversation, to: alesia.id, text });
  return { site, alesia, rauf, vera, hers, his, supervisor, player, conversation, whisper };
}

const eventsOf = (desk: Desk) =>
  desk.received.flatMap((frame) =>
    frame.type === 'events' || frame.type === 'reset' || frame.type === 'history' ? (frame.events as Event[]) : [],
  );
const whispersTo = (desk: Desk) =>
  desk.received.flatMap((frame) => (frame.type === 'whispers' ? [frame.whispers] : [])).at(-1);

describe('a whisper', { timeout: 60_000 }, () => {
  it('reaches the operator who has it, across relays, and whoever supervises; to a colleague and the player it is nothing', async () => {
    const { site, hers, his, supervisor, player, conversation, whisper, alesia } = await scene();
    await whisper(`${SECRET}, card 4111 1111 1111 1111`);

    // 1. She and the supervisor read it, without what nobody may store.
    for (const desk of [hers, supervisor]) {
      await until('it is shown', () => eventsOf(desk).some(({ type }) => type === 'whisper'));
      const shown = eventsOf(desk).find(({ type }) => type === 'whisper');
      expect(shown).toMatchObject({
        author: { name: 'Vera' },
        to: { id: alesia.id },
        text: expect.stringContaining(SECRET),
      });
      expect(JSON.stringify(shown)).not.toContain('4111 1111');
    }

    // 2. Wherever she looks, she is told that there is one, until she has read past it.
    await until('there is a mark', () => whispersTo(hers)?.[0]?.conversation === conversation);
    expect(whispersTo(his)).toEqual([]);

    // 3. Its place in the log is taken for everybody, so that nobody waits for it.
    await player.shown('adjusted');
    await until('his log went on', () => eventsOf(his).some(({ type }) => type === 'adjusted'));

    // 4. Nor when they ask in any other way.
    his.send({ type: 'history', conversation, before: 1_000 });
    await his.next('history');
    await his.open(conversation);
    const again = await connectPlayer(one.url, site, { token: player.token ?? '' });
    await again.next('opened');
    again.send({ type: 'history', conversation, before: 1_000 });
    await again.next('history');
    for (const nobody of [his, player, again]) {
      expect(JSON.stringify(nobody.received)).not.toContain(SECRET);
      expect(JSON.stringify(nobody.received)).not.toContain('"whisper"');
    }
  });

  it('is in no transcript and not found by search', async () => {
    const { hers, player, conversation, whisper, alesia } = await scene();
    await whisper();
    await player.say('still there?');
    for (const client of [player, hers]) client.send({ type: 'link', conversation, of: 'transcript' });
    const cookie = await signIn(one.url, alesia);
    for (const { url } of [await player.next('link'), await hers.next('link')]) {
      const printed = await (await fetch(new URL(url, one.url), { headers: { cookie } })).text();
      expect(printed).toContain('still there?');
      expect(printed).not.toContain(SECRET);
    }
    const found = async (text: string) => {
      const asked = await fetch(`${one.url}/api/search`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      });
      return JSON.stringify(await asked.json()).includes(conversation);
    };
    await until('search has read the log', () => found('still there'));
    expect(await found('back door')).toBe(false);
  });

  it('is for whoever was meant: to somebody who has not got it any more it is refused, and so it is from an operator', async () => {
    const { hers, his, supervisor, conversation, alesia, rauf } = await scene();
    const refusal = async (desk: Desk, to: string) => {
      const clientId = id();
      desk.send({ type: 'whisper', conversation, clientId, to, text: SECRET });
      return (await desk.next('error', (error) => error.clientId === clientId)).kind;
    };
    expect(await refusal(his, alesia.id)).toBe('not-found');
    expect(await refusal(supervisor, rauf.id)).toBe('conflict');
    await hers.command({ type: 'release', conversation });
    expect(await refusal(supervisor, alesia.id)).toBe('conflict');
  });

  it('to a supervisor of another site is nothing, whatever they are there', async () => {
    const { his, conversation, whisper, rauf } = await scene();
    const elsewhere = await createSite(db);
    await createOperatorStore(db).join(rauf.id, elsewhere.id, 'admin');
    his.close();
    const back = await atDesk(one.url, rauf);
    await whisper();
    await back.open(conversation);
    expect(JSON.stringify(back.received)).not.toContain(SECRET);
  });

  it('waits for who was away: the mark is there when they come back, and gone when they have read it', async () => {
    const { hers, conversation, whisper, alesia } = await scene();
    hers.close();
    await whisper();
    const back = await atDesk(two.url, alesia);
    await until('there is a mark', () => whispersTo(back)?.[0]?.conversation === conversation);
    back.send({ type: 'read', conversation, upTo: await back.open(conversation) });
    await back.row(conversation, 'it read', ({ state }) => state.readByOperator >= (whispersTo(back)?.[0]?.seq ?? 0));
    const anew = await atDesk(one.url, alesia);
    await anew.next('whispers');
    expect(whispersTo(anew)).toEqual([]);
  });

  it('would reach a colleague if it were kept as a note (the control)', async () => {
    const asNotes = async (text: string, values?: unknown[]) => {
      const result = await db.query<Record<string, unknown>>(text, values);
      for (const row of result.rows) if (row.type === 'whisper') row.type = 'note';
      return result;
    };
    const careless = await startTestRelay({ ...db, query: asNotes as typeof db.query });
    const { conversation, whisper, rauf } = await scene();
    await whisper();
    const his = await atDesk(careless.url, rauf);
    await his.open(conversation);
    expect(JSON.stringify(his.received)).toContain(SECRET);
    his.close();
    await careless.close();
  });
});
