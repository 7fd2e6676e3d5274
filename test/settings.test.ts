/** What an administrator settles about a site: judged, remembered, taken back, and never overwritten unseen. */
import { SECTIONS, type SectionName } from '@touchline/shared/site-sections.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, TEST_ORIGIN, type TestRelay } from './support/relay.ts';
import { settingsDesk } from './support/settings-desk.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const begin = async () => {
  const site = await createSite(db, { origins: [TEST_ORIGIN] });
  return { site, owner: await settingsDesk(db, relay.url, site) };
};
const startOf = async (key: string) => (await fetch(`${relay.url}/sites/${key}/start?locale=en`)).json();

describe('settings of a site', () => {
  it('are all there, as nobody has changed them yet', async () => {
    const { owner } = await begin();
    const settings = await owner.read();
    expect(Object.keys(settings).sort()).toEqual([...SECTIONS].sort());
    for (const held of Object.values(settings)) expect(held).toMatchObject({ version: 0, at: null, by: null });
  });

  it('written back as they were read are no change', async () => {
    const { owner } = await begin();
    for (const [name, { value, version }] of Object.entries(await owner.read())) {
      const answer = await owner.put(name as SectionName, { version, value });
      expect([name, answer.status, answer.held?.version]).toEqual([name, 200, 0]);
    }
    expect((await owner.history()).changes).toEqual([]);
  });

  it('count with the next page that asks', async () => {
    const { site, owner } = await begin();
    await owner.settle('look', { name: 'Grand Slam', color: '#123456' });
    await owner.settle('texts', { greeting: { en: 'Hello', be: '   ' } });
    await owner.settle('topics', {
      topics: [
        { topic: 'payments', urgency: 3 },
        { topic: 'safer-gambling', urgency: 0 },
      ],
    });
    await owner.settle('notices', { notices: [{ label: { en: '18+' } }] });
    const { site: shown } = await startOf(site.key);
    expect(shown).toMatchObject({
      name: 'Grand Slam',
      color: '#123456',
      greeting: 'Hello',
      topics: ['payments', 'safer-gambling'],
      notices: [{ label: '18+', url: null }],
    });
    const settings = await owner.read();
    expect(settings.topics.value.topics[0]).toEqual({ topic: 'payments', urgency: 3 });
    expect(settings.texts.value.greeting).toEqual({ en: 'Hello' });
  });

  it('keep what other sections hold in the same place', async () => {
    const { owner } = await begin();
    await owner.settle('routing', { mode: 'offer', tiers: { vip: 2 } });
    await owner.settle('topics', { topics: [{ topic: 'bets', urgency: 1 }] });
    await owner.settle('hours', {
      cover: { timeZone: 'Asia/Baku', shifts: [{ days: [1], from: '18:00', to: '02:00' }] },
    });
    await owner.settle('look', { color: '#0b6e4f' });
    await owner.settle('texts', { greeting: { en: 'Hi' } });
    await owner.settle('look', { color: null });
    const settings = await owner.read();
    expect(settings.routing.value).toMatchObject({ mode: 'offer', tiers: { vip: 2 } });
    expect(settings.hours.value.cover?.timeZone).toBe('Asia/Baku');
    expect(settings.texts.value.greeting).toEqual({ en: 'Hi' });
    expect(settings.look.value.color).toBeNull();
  });
});

describe('two who settle at once', () => {
  it('see each other’s change instead of overwriting it', async () => {
    const { site, owner } = await begin();
    const other = await settingsDesk(db, relay.url, site, { name: 'Other' });
    const { look } = await owner.read();
    const answers = await Promise.all([
      owner.put('look', { version: look.version, value: { name: 'Mine', color: null } }),
      other.put('look', { version: look.version, value: { name: 'Theirs', color: null } }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers[0]?.status === 200 ? 'Mine' : 'Theirs';
    expect((await owner.read()).look).toMatchObject({
      value: { name: winner },
      version: 1,
      by: winner === 'Mine' ? 'Owner' : 'Other',
    });
  });

  it('do not hinder each other in two sections', async () => {
    const { site, owner } = await begin();
    const other = await settingsDesk(db, relay.url, site, { name: 'Other' });
    const [mine, theirs] = await Promise.all([
      owner.put('look', { version: 0, value: { name: 'New', color: '#000000' } }),
      other.put('texts', { version: 0, value: { greeting: { en: 'Welcome' } } }),
    ]);
    expect([mine.status, theirs.status]).toEqual([200, 200]);
    const settings = await owner.read();
    expect([settings.look.value.color, settings.texts.value.greeting]).toEqual(['#000000', { en: 'Welcome' }]);
  });
});

describe('what was changed', () => {
  it('is written down with who, when, before and after, newest first, a page at a time', async () => {
    const { owner } = await begin();
    for (const name of ['A', 'B', 'C']) await owner.settle('look', { name });
    await owner.settle('texts', { greeting: { en: 'Hi' } });
    const first = await owner.history('?limit=2');
    expect(first.changes.map(({ section, version }) => [section, version])).toEqual([
      ['texts', 1],
      ['look', 3],
    ]);
    const second = await owner.history(`?limit=2&before=${first.next}`);
    expect(second.changes).toMatchObject([
      { section: 'look', version: 2, by: 'Owner', before: { name: 'A' }, after: { name: 'B' }, reverts: null },
      { section: 'look', version: 1, after: { name: 'A' } },
    ]);
    expect((await owner.history(`?limit=2&before=${second.next}`)).changes).toEqual([]);
    expect((await owner.history('?section=texts')).changes).toHaveLength(1);
    const { rows } = await db.query(`select act, about from audit where actor_id = $1 order by id`, [owner.person.id]);
    expect(rows.at(-1)).toEqual({ act: 'site.changed', about: { section: 'texts', version: 1 } });
  });

  it('can be taken back, to any version and to what was there before, which is a change itself', async () => {
    const { owner } = await begin();
    const before = (await owner.read()).look.value.name;
    for (const name of ['A', 'B', 'C']) await owner.settle('look', { name });
    expect((await owner.revert('look', 3, 1)).held.value).toMatchObject({ name: 'A' });
    expect((await owner.revert('look', 3, 0)).status).toBe(409);
    expect((await owner.revert('look', 4, 0)).held).toMatchObject({ version: 5, value: { name: before } });
    expect((await owner.history('?limit=1')).changes[0]).toMatchObject({
      version: 5,
      reverts: 0,
      after: { name: before },
    });
    expect((await owner.revert('look', 5, 9)).status).toBe(404);
    expect((await owner.revert('texts', 0, 0)).status).toBe(404);
  });

  it('is not taken back to what an earlier release allowed and this one does not', async () => {
    const { owner } = await begin();
    for (const name of ['A', 'B']) await owner.settle('look', { name });
    await db.query(
      `update site_changes set after = after || '{"color": "mauve"}' where section = 'look' and version = 1 and after->>'name' = 'A'`,
    );
    expect((await owner.revert('look', 2, 1)).status).toBe(400);
    expect((await owner.read()).look.value.name).toBe('B');
  });
});

describe('refuses, and changes nothing', () => {
  it.each([
    ['an origin with a path', 'origins', { origins: ['https://brand.example/casino'] }, 'value.origins.0'],
    ['an origin twice', 'origins', { origins: [TEST_ORIGIN, TEST_ORIGIN] }, 'origins.1'],
    ['an origin in capitals', 'origins', { origins: ['https://Brand.example'] }, 'value.origins.0'],
    ['no language', 'languages', { languages: [], defaultLanguage: 'en' }, 'value.languages'],
    ['a default that is none of them', 'languages', { languages: ['be'], defaultLanguage: 'en' }, 'defaultLanguage'],
    ['a language twice', 'languages', { languages: ['be', 'be'], defaultLanguage: 'be' }, 'languages.1'],
    ['no topic', 'topics', { topics: [] }, 'value.topics'],
    ['a topic twice', 'topics', { topics: [1, 2].map((urgency) => ({ topic: 'bets', urgency })) }, 'topics.1'],
    ['a colour that is none', 'look', { name: 'Brand', color: 'red' }, 'value.color'],
    ['a name that nobody sees', 'look', { name: '\u202e', color: null }, 'value.name'],
    [
      'a link that is a script',
      'notices',
      { notices: [{ label: { en: 'x' }, url: { en: 'javascript:alert(1)' } }], privacyUrl: {} },
      'value.notices.0.url.en',
    ],
    ['a time zone of nowhere', 'hours', { cover: { timeZone: 'Mars/Base', shifts: [] } }, 'value.cover.timeZone'],
    ['something that nobody asked for', 'look', { name: 'Brand', color: null, owner: 'me' }, 'value'],
  ] as const)('%s', async (_, name, value, field) => {
    const { owner } = await begin();
    const before = (await owner.read())[name];
    const answer = await owner.put(name, { version: 0, value: value as never });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.error?.fields ?? {})).toContain(field);
    expect((await owner.read())[name]).toEqual(before);
  });

  it('whoever does not administer the site, as if there were none', async () => {
    const { site, owner } = await begin();
    for (const role of ['operator', 'supervisor'] as const) {
      const stranger = await settingsDesk(db, relay.url, site, { role });
      expect((await stranger.ask('GET', 'settings')).status).toBe(404);
      expect((await stranger.put('origins', { version: 0, value: { origins: [] } })).status).toBe(404);
    }
    const foreign = await settingsDesk(db, relay.url, await createSite(db));
    const response = await fetch(`${relay.url}/api/sites/${site.id}/settings`, { headers: { cookie: foreign.cookie } });
    expect(response.status).toBe(404);
    expect((await owner.read()).origins.value.origins).toEqual([TEST_ORIGIN]);
  });
});

describe('says beforehand what follows', () => {
  const kinds = (answer: { notes: { kind: string; of?: string | undefined; count?: number | undefined }[] }) =>
    answer.notes;

  it('of taking away a language and a topic that players use', async () => {
    const { site, owner } = await begin();
    await inProgress(site.id, 'be', 'payments', 2);
    const languages = { version: 0, value: { languages: ['en'], defaultLanguage: 'en' }, try: true };
    expect(kinds(await owner.put('languages', languages))).toEqual([{ kind: 'language-in-use', of: 'be', count: 2 }]);
    const topics = { version: 0, value: { topics: [{ topic: 'bets' as const, urgency: 0 }] }, try: true };
    expect(kinds(await owner.put('topics', topics))).toEqual([
      { kind: 'topic-in-use', of: 'payments', count: 2 },
      { kind: 'no-danger-topic' },
    ]);
    expect((await owner.history()).changes).toEqual([]);
  });

  it('of allowing no page, or one that anybody can listen to', async () => {
    const { owner } = await begin();
    const kindsOf = async (origins: string[]) =>
      kinds(await owner.put('origins', { version: 0, value: { origins }, try: true }));
    expect(await kindsOf([])).toEqual([{ kind: 'no-origin' }]);
    expect(await kindsOf(['http://brand.example', 'http://localhost:4100', 'https://brand.example'])).toEqual([
      { kind: 'plain-http', of: 'http://brand.example' },
    ]);
  });
});

async function inProgress(siteId: string, language: string, topic: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await db.query(
      `with contact as (insert into contacts (id, site_id) values (gen_random_uuid(), $1) returning id)
       insert into conversations (id, site_id, contact_id, status, language, topic)
       select gen_random_uuid(), $1, id, 'waiting', $2, $3 from contact`,
      [siteId, language, topic],
    );
  }
}
