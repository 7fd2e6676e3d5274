/** From the previous release to this one: what stood in its database goes on. */
import { resolve } from 'node:path';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import { createSiteStore, type Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { signIn, startTestRelay, type TestRelay } from './support/relay.ts';
import { createReleaseDatabase, type Facts, readFacts } from './support/release-data.ts';
import { isDense, writtenTexts } from './support/written.ts';

const { db } = await createReleaseDatabase();
const facts = await readFacts();
const id = () => newId(systemClock.now());
let relay: TestRelay;
beforeAll(async () => {
  await migrate(db, resolve(import.meta.dirname, '../relay/migrations'));
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const [alesia] = facts.operators;
const ofStatus = (status: string) => facts.conversations.filter((one) => one.token && one.status === status);

describe('a conversation of the previous release', () => {
  it.each(['waiting', 'open', 'resolved'])(
    'that was %s is read from its beginning, and from where a page stood',
    async (status) => {
      expect(ofStatus(status).length).toBeGreaterThan(3);
      for (const { conversation, site, token, texts, seq } of ofStatus(status)) {
        const player = await connectPlayer(relay.url, await siteOf(site), { token });
        expect(player.ready.conversations.map((one) => [one.id, one.state.status, one.state.seq])).toEqual([
          [conversation, status, seq],
        ]);
        player.send({ type: 'open', conversation, epoch: '', seq: 0 });
        await player.next('opened', (frame) => frame.seq === seq);
        const shown = messagesOf(player.received);
        expect([...new Set(shown)]).toEqual([...new Set(texts)]);

        const { epoch } = player.ready;
        const back = await connectPlayer(relay.url, await siteOf(site), {
          token,
          resume: { conversation, epoch, seq: seq - 1 },
        });
        await back.next('opened');
        expect(eventsOf(back.received).map((event) => event.seq)).toEqual([seq]);
        player.close();
        back.close();
      }
    },
  );

  it('goes on: the player writes, an operator takes it, answers and resolves it', async () => {
    const cookie = await signIn(relay.url, alesia as Facts['operators'][0]);
    const desk = await connectOperator(relay.url, cookie);
    for (const status of ['waiting', 'open', 'resolved']) {
      const { conversation, site, token, texts, seq } = ofStatus(status)[0] as Facts['conversations'][0];
      const player = await connectPlayer(relay.url, await siteOf(site), { token });
      const clientId = id();
      player.send({ type: 'post', conversation, clientId, text: 'after the upgrade' });
      const acked = await player.next('ack', (ack) => ack.clientId === clientId);
      expect(acked.seq).toBeGreaterThan(seq);
      const holder = await holderOf(conversation);
      if (holder !== alesia?.id) {
        const taking = id();
        desk.send({ type: 'take', conversation, clientId: taking, ...(holder ? { over: holder } : {}) });
        await desk.next('ack', (ack) => ack.clientId === taking);
      }
      desk.send({ type: 'open', conversation, epoch: '', seq: 0 });
      const { seq: seen } = await desk.next('opened', (frame) => frame.conversation === conversation);
      const [answering, resolving] = [id(), id()];
      desk.send({ type: 'post', conversation, clientId: answering, text: 'answered', seen });
      await desk.next('ack', (ack) => ack.clientId === answering);
      desk.send({ type: 'resolve', conversation, clientId: resolving });
      await desk.next('ack', (ack) => ack.clientId === resolving);
      expect(await writtenTexts(db, conversation)).toEqual([...texts, 'after the upgrade', 'answered']);
      expect(await isDense(db, conversation)).toBe(true);
      player.close();
    }
    desk.close();
  });

  it('belongs to the signed player whom its writer had become', async () => {
    const known = facts.conversations.find((one) => one.token === '') as Facts['conversations'][0];
    const site = await siteOf(known.site);
    const player = await connectPlayer(relay.url, site, { identity: await identityToken(site, { sub: 'player-7' }) });
    expect(player.ready.conversations.map((one) => one.id)).toEqual([known.conversation]);
    expect(await writtenTexts(db, known.conversation)).toEqual(known.texts);
    player.close();
  });
});

describe('operators of the previous release', () => {
  it.each(facts.operators)('$name signs in with the old password, and sees the desk', async (operator) => {
    const desk = await connectOperator(relay.url, await signIn(relay.url, operator));
    for (const view of ['waiting', 'mine', 'open', 'resolved'] as const) {
      desk.send({ type: 'list', view });
      await desk.next('list', (frame) => frame.view === view);
    }
    desk.close();
  });
});

function eventsOf(received: PlayerDown[]) {
  return received.flatMap((frame) => ('events' in frame ? frame.events : []));
}

function messagesOf(received: PlayerDown[]): string[] {
  return eventsOf(received).flatMap((event) => (event.type === 'message' ? [event.text] : []));
}

async function siteOf(key: string): Promise<Site> {
  const site = await createSiteStore(db).byKey(key);
  if (!site) throw new Error(`the fixture has no site ${key}`);
  return site;
}

async function holderOf(conversation: string): Promise<string | null> {
  const { rows } = await db.query<{ holder: string | null }>(
    `select assignee_id as holder from conversations where id = $1 and status = 'open'`,
    [conversation],
  );
  return rows[0]?.holder ?? null;
}
