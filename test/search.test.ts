/** Search on a real database: it finds what reading everything would find, on the asker's sites and nowhere else. */
import { createDesk } from '@touchline/relay/conversations/desk.ts';
import { createIndexStore } from '@touchline/relay/search/index-store.ts';
import { createSearchService } from '@touchline/relay/search/service.ts';
import { createSearchStore, type Reach } from '@touchline/relay/search/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type { SearchPage, SearchQuestion } from '@touchline/shared/search.ts';
import { newId } from '@touchline/shared/wire.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArchiveWorld } from './support/archive-world.ts';
import { until } from './support/conditions.ts';
import { connectPlayer } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { writingPlayer } from './support/inbox-players.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';

describe('over logs that grow at random', async () => {
  const { db } = await createTestDatabase();
  const sites = [await createSite(db), await createSite(db), await createSite(db)];
  const ids = sites.map(({ id }) => id);
  const indexStore = createIndexStore(db);

  async function indexAll(): Promise<void> {
    let left = await indexStore.behind(1_000);
    while (left.length > 0) left = [...(await indexStore.index(left)), ...(await indexStore.behind(1_000))];
  }

  /** All pages. */
  async function found(siteIds: string[], reach: Reach, text: string): Promise<string[]> {
    const service = createSearchService({
      store: createSearchStore(db, reach),
      desk: createDesk(db),
      sitesOf: async () => siteIds,
    });
    const hits: string[] = [];
    for (let before: string | undefined; ; ) {
      const page: SearchPage = await service.search('', { text, before });
      hits.push(...page.hits.filter(({ match }) => match !== 'reference').map(({ conversation }) => conversation.id));
      if (page.next === null) return hits;
      before = page.next;
    }
  }

  /** The first finds everything in its first slice, the second by grams, the third slice after slice. */
  const REACHES = {
    'the newest': { slice: 10_000, gathered: 1 },
    grams: { slice: 1, gathered: 10_000 },
    slices: { slice: 3, gathered: 1 },
  };

  type Plant = { spoil?: () => Promise<unknown>; sitesAsked?: string[] };

  async function compare(seed: number, reach: Reach, siteIds: string[], plant: Plant = {}): Promise<void> {
    await db.query('truncate conversations, contacts, events cascade');
    const world = createArchiveWorld(db, sites, seed);
    for (let i = 0; i < 220; i++) {
      await world.happen();
      // What comes later joins what is there already.
      if (i % 70 === 30) await indexAll();
    }
    await indexAll();
    await plant.spoil?.();
    for (let i = 0; i < 25; i++) {
      const question = world.question();
      const answer = { question, found: await found(plant.sitesAsked ?? siteIds, reach, question) };
      expect(answer).toEqual({ question, found: world.answer(siteIds, question) });
    }
  }

  it.each(Object.entries(REACHES))('finds what reading everything finds: by %s', { timeout: 120_000 }, (_, reach) =>
    fc.assert(
      fc.asyncProperty(fc.integer(), (seed) => compare(seed, reach, ids.slice(0, 2))),
      { numRuns: 4, endOnFailure: true },
    ),
  );

  it.each<[string, Plant]>([
    ['translations are left out', { spoil: () => db.query(`delete from search_texts where layer like 'for-%'`) }],
    ['names are left out', { spoil: () => db.query(`delete from search_texts where layer = 'contact'`) }],
    ['order is lost', { spoil: () => db.query(`update search_texts set at = at - random() * interval '1 day'`) }],
    ['a brand is not told from another', { sitesAsked: ids }],
  ])('the check fails when %s', async (_, plant) => {
    await expect(compare(7, REACHES.grams, ids.slice(0, 2), plant)).rejects.toThrow('deeply equal');
  });
});

describe('a relay', () => {
  it('finds what was written, in its own words and in translation, within moments', async () => {
    const { conversation, write } = await writingPlayer(relay.url, site, { name: 'Зміцер Ўласаў' }, 'Дзе мой вывад?');
    expect(await soon('вывад')).toMatchObject([
      { conversation: { id: conversation }, match: 'original', author: 'player', seq: 2 },
    ]);
    await append(conversation, 'translated', {
      of: 2,
      reader: 'operator',
      language: 'en',
      text: 'Where is my payout?',
    });
    const [hit] = await soon('PAYOUT');
    expect(hit).toMatchObject({ match: 'translation', seq: 2, language: 'en', snippet: { marks: [[12, 18]] } });
    await write('Ужо тры дні: 1 250,50 BYN');
    expect(await soon('1 250,50')).toMatchObject([{ conversation: { id: conversation }, match: 'original' }]);
    expect(await soon('уласау')).toMatchObject([{ conversation: { id: conversation }, match: 'player' }]);
    const byReference = [{ conversation: { id: conversation }, match: 'reference' }];
    expect(await soon(referenceOf(conversation))).toMatchObject(byReference);
    const typed = referenceOf(conversation).replace('-', '').toLowerCase().replace('0', 'o').replace('1', 'l');
    expect(await soon(typed)).toMatchObject(byReference);
  });

  it('shows the newest translation only, and none that was withdrawn', async () => {
    const { conversation } = await writingPlayer(relay.url, site, {}, 'nettoyage');
    const translated = { of: 2, reader: 'operator', language: 'en' };
    await append(conversation, 'translated', { ...translated, text: 'purifying' });
    await soon('purifying');
    await append(conversation, 'translated', { ...translated, text: 'scrubbing' });
    await soon('scrubbing');
    expect(await ask('purifying')).toEqual([]);
    await append(conversation, 'translated', { ...translated, text: null, problem: 'altered' });
    await until('it is withdrawn', async () => (await ask('scrubbing')).length === 0);
    expect(await soon('nettoyage')).toHaveLength(1);
  });

  it('keeps brands apart: the same words, name and reference of another brand are not there', async () => {
    const other = await createSite(db, { name: 'Other' });
    const stranger = await signIn(relay.url, await createOperator(db, [other]));
    const { conversation } = await writingPlayer(relay.url, site, { name: 'Quillon Abernathy' }, 'zephyrine');
    for (const text of ['zephyrine', 'Abernathy', referenceOf(conversation)]) {
      expect(await soon(text)).not.toEqual([]);
      expect(await ask(text, stranger)).toEqual([]);
    }
  });

  it('calls a player by the newest name, in old conversations too', async () => {
    const sub = `renamed-${crypto.randomUUID()}`;
    const one = await signedPlayer(sub, 'Oldname Brand');
    await soon('oldname');
    const two = await signedPlayer(sub, 'Newname Brand');
    await until('both have the new name', async () => (await ask('newname')).length === 2);
    expect((await ask('newname')).map(({ conversation }) => conversation.id)).toEqual([two, one]);
    expect(await ask('oldname')).toEqual([]);
  });

  it('forgets a conversation that is deleted', async () => {
    const { conversation } = await writingPlayer(relay.url, site, {}, 'evanescent');
    await soon('evanescent');
    await db.query('delete from events where conversation_id = $1', [conversation]);
    await db.query('delete from conversations where id = $1', [conversation]);
    const { rows } = await db.query('select 1 from search_texts where conversation_id = $1', [conversation]);
    expect(rows).toEqual([]);
    expect(await ask('evanescent')).toEqual([]);
  });

  it('answers a question without words, and a cursor that it never gave', async () => {
    expect(await ask(' — 😀')).toEqual([]);
    for (const before of ['nonsense', `1_${'-'.repeat(36)}`, `1_${'f'.repeat(36)}`]) {
      expect((await post({ text: 'zephyrine', before })).status).toBe(200);
    }
    expect((await post({ text: 'x'.repeat(201) })).status).toBe(400);
    expect((await post({ text: 'a\u0000b\ud800' })).status).toBe(200);
  });
});

const { db } = await createTestDatabase();
const site = await createSite(db);
let relay: TestRelay;
let cookie: string;
beforeAll(async () => {
  relay = await startTestRelay(db);
  cookie = await signIn(relay.url, await createOperator(db, [site]));
});
afterAll(() => relay.close());

function post(question: SearchQuestion, as = cookie) {
  return fetch(`${relay.url}/api/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: as },
    body: JSON.stringify(question),
  });
}

async function ask(text: string, as = cookie) {
  const response = await post({ text }, as);
  expect(response.status).toBe(200);
  return ((await response.json()) as SearchPage).hits;
}

/** Once there is something. */
async function soon(text: string) {
  await until(`“${text}” is found`, async () => (await ask(text)).length > 0);
  return ask(text);
}

async function append(conversation: string, type: string, data: object): Promise<void> {
  await db.query(
    `with moved as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq)
     insert into events (conversation_id, seq, at, type, author_kind, data)
     select $1, last_seq, now(), $2, 'system', $3 from moved`,
    [conversation, type, data],
  );
}

/** A conversation of theirs. */
async function signedPlayer(sub: string, name: string): Promise<string> {
  const player = await connectPlayer(relay.url, site, { identity: await identityToken(site, { sub, name }) });
  const conversation = newId(systemClock.now());
  player.send({ type: 'post', conversation, clientId: newId(systemClock.now()), text: 'hello' });
  await player.next('ack');
  player.close();
  return conversation;
}
