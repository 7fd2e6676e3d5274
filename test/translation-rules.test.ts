/** What administrators settle about translation, over HTTP: consent, budget and glossary of one site. */
import { createAudit } from '@touchline/relay/audit/store.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { createSiteStore } from '@touchline/relay/sites/store.ts';
import { createTranslationRules, type RulesStore } from '@touchline/relay/translation/rules.ts';
import { NOBODY, type Translator } from '@touchline/relay/translation/translator.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestOperator } from './support/relay.ts';

const { db } = await createTestDatabase();
const PROVIDERS = [
  { name: 'own', host: '127.0.0.1:5000' },
  { name: 'deepl', host: 'api-free.deepl.com' },
];
/** `own` knows English and Polish, and Turkish only into English. */
const PAIRS = ['en-pl', 'pl-en', 'tr-en'];
const translator: Translator = {
  ...NOBODY,
  supports: ({ accepted }, source, target) =>
    accepted.some(({ provider }) => provider === 'own') && PAIRS.includes(`${source}-${target}`),
  providers: () => PROVIDERS,
};
const relays = [await startTestRelay(db, { translator }), await startTestRelay(db, { translator })] as const;
afterAll(() => Promise.all(relays.map((relay) => relay.close())));

let site: Awaited<ReturnType<typeof createSite>>;
let admin: TestOperator;
let cookie: string;
beforeEach(async () => {
  site = await createSite(db, { languages: ['en', 'be'], defaultLanguage: 'en' });
  admin = await createOperator(db, [site], { role: 'admin', isAdministrator: true });
  cookie = await signIn(relays[0].url, admin);
});

async function ask(method: 'GET' | 'PUT', part = '', body?: object) {
  const response = await fetch(`${relays[0].url}/api/sites/${site.id}/translation${part}`, {
    method,
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, ...(await response.json()) };
}
const accept = (accepted: string[], seen: string[] = []) => ask('PUT', '/accepted', { accepted, seen });
const names = (answer: { rules: { accepted: { provider: string }[] } }) =>
  answer.rules.accepted.map(({ provider }) => provider);
const audited = async () =>
  (
    await db.query<{ act: string; about: object }>('select act, about from audit where site_id = $1 order by at', [
      site.id,
    ])
  ).rows;

describe('consent', () => {
  it('is nobody’s before an administrator gives it, by name, and is recorded with who and when', async () => {
    const before = await ask('GET');
    expect(before).toMatchObject({ status: 200, rules: { accepted: [] }, providers: PROVIDERS });
    const after = await accept(['deepl']);
    expect(after.rules.accepted).toEqual([{ provider: 'deepl', by: admin.id, at: expect.any(Number) }]);
    expect(await audited()).toEqual([{ act: 'translation.accepted', about: { accepted: ['deepl'], before: [] } }]);
  });

  it('keeps who gave it, and when, over a change of order, and forgets it when it is withdrawn', async () => {
    const [first] = (await accept(['deepl'])).rules.accepted;
    const ordered = await accept(['own', 'deepl'], ['deepl']);
    expect(names(ordered)).toEqual(['own', 'deepl']);
    expect(ordered.rules.accepted[1]).toEqual(first);
    expect(names(await accept([], ['own', 'deepl']))).toEqual([]);
    expect(await audited()).toHaveLength(3);
  });

  it('is not given to a provider that nobody has set up, but one that has gone may be kept or withdrawn', async () => {
    const answer = await accept(['elsewhere']);
    expect(answer).toMatchObject({
      status: 400,
      error: { fields: { accepted: expect.stringContaining('elsewhere') } },
    });
    expect((await accept(['own', 'own'])).status).toBe(400);
    expect(await audited()).toEqual([]);
    await db.query(
      `update sites set translation = '{"accepted": [{"provider": "gone", "by": "somebody", "at": 1}]}' where id = $1`,
      [site.id],
    );
    expect(names(await accept(['own', 'gone'], ['gone']))).toEqual(['own', 'gone']);
  });

  it('that somebody has withdrawn meanwhile does not come back with another’s change', async () => {
    await accept(['deepl']);
    await accept([], ['deepl']);
    expect(await accept(['own', 'deepl'], ['deepl'])).toMatchObject({ status: 409, error: { kind: 'conflict' } });
    expect(names(await ask('GET'))).toEqual([]);
  });

  it('counts on every relay within two seconds', async () => {
    const answeredIn = async (locale = 'pl') => {
      const { site: told } = await (await fetch(`${relays[1].url}/sites/${site.key}/start?locale=${locale}`)).json();
      return told.answeredIn;
    };
    expect(await answeredIn()).toContain('angielski');
    const settledAt = systemClock.now();
    await accept(['own']);
    await until('the other relay knows', async () => (await answeredIn()) === null);
    expect(systemClock.now() - settledAt).toBeLessThan(3_000);
    // Nobody translates an answer for these.
    expect(await answeredIn('tr')).toContain('İngilizce');
    expect(await answeredIn('de')).toContain('Englisch');
  });
});

describe('the budget', () => {
  it('is a number of characters, shown with what has been used of it this month', async () => {
    const changed = await ask('PUT', '/budget', { monthlyCharacters: 5_000 });
    expect(changed.rules.monthlyCharacters).toBe(5_000);
    await db.query(
      `insert into translation_spend values
         ($1, date_trunc('month', now() at time zone 'utc')::date, 1234), ($1, '2020-01-01', 99)`,
      [site.id],
    );
    expect((await ask('GET')).used).toEqual({ month: expect.stringMatching(/^\d{4}-\d\d$/), characters: 1234 });
    expect(await audited()).toEqual([{ act: 'translation.budget', about: { monthlyCharacters: 5_000 } }]);
  });

  it.each([-1, 1.5, 2_000_000_000, '5', null])('is not %j', async (monthlyCharacters) => {
    expect((await ask('PUT', '/budget', { monthlyCharacters })).status).toBe(400);
    expect((await ask('PUT', '/budget', {})).status).toBe(400);
  });
});

const TERMS = [{ en: ['stake', 'stakes'], ru: ['ставка', 'ставки'] }];
const save = (version: number, terms: object[] = TERMS) => ask('PUT', '/glossary', { version, terms });

describe('the glossary', () => {
  it('gets a new version with every change', async () => {
    expect((await save(0)).rules).toMatchObject({ glossary: TERMS, glossaryVersion: 1 });
    expect((await save(1, [])).rules).toMatchObject({ glossary: [], glossaryVersion: 2 });
    expect(await audited()).toEqual([
      { act: 'translation.glossary', about: { version: 1, terms: 1 } },
      { act: 'translation.glossary', about: { version: 2, terms: 0 } },
    ]);
  });

  it('of two who change it at once one is told so, however close they come', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => save(0, [{ en: [`stake ${'a'.repeat(i)}`], be: ['стаўка'] }])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect((await ask('GET')).rules.glossaryVersion).toBe(1);
  });

  it('the check fails for a store that reads without the lock', async () => {
    const sites = createSiteStore(db);
    let readers = 0;
    const careless: RulesStore = {
      ...sites,
      async changeTranslation(siteId, change) {
        const rules = await sites.translationOf(siteId);
        readers++;
        await until('both have read', () => readers === 2);
        const changed = rules && change(rules);
        if (changed) await db.query('update sites set translation = $2 where id = $1', [siteId, changed]);
        return changed;
      },
    };
    const deps = {
      providers: () => [],
      clock: systemClock,
      audit: createAudit(db),
      sitesOf: createOperatorStore(db).sites,
    };
    const rules = createTranslationRules({ ...deps, store: careless });
    const two = [1, 2].map(() => rules.setGlossary(site.id, admin, { version: 0, terms: TERMS }));
    expect((await Promise.allSettled(two)).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  it.each([
    ['empty', [' '], 'is empty'],
    ['without forms', [], 'is empty'],
    ['with a digit', ['stake 1'], 'digits'],
    ['that is a placeholder', ['{{stake}}'], 'placeholder'],
    ['with an invisible sign', ['sta\u202eke'], 'placeholder'],
    ['too long', ['x'.repeat(81)], 'longer than 80'],
  ])('takes no form %s, and says which and why', async (_, en, why) => {
    const answer = await save(0, [...TERMS, { en, ru: ['ставка'] }]);
    expect(answer.status).toBe(400);
    expect(answer.error.fields.terms).toMatch(/^Term 2, en: /);
    expect(answer.error.fields.terms).toContain(why);
    expect((await ask('GET')).rules.glossary).toEqual([]);
  });

  it('takes no term of one language, and no language that is none', async () => {
    expect((await save(0, [{ en: ['stake'] }])).error.fields.terms).toContain('two languages');
    expect((await save(0, [{ en: ['stake'], '<b>': ['x'] }])).status).toBe(400);
  });

  it('may be as large as it gets: five hundred terms in twelve languages', async () => {
    const languages = ['en', 'be', 'ru', 'az', 'vi', 'pl', 'tr', 'uk', 'es', 'pt', 'de', 'ar'];
    const forms = Array.from({ length: 6 }, () => 'формы слова');
    const terms = Array.from({ length: 500 }, () => Object.fromEntries(languages.map((language) => [language, forms])));
    expect((await save(0, terms)).status).toBe(200);
  });
});
