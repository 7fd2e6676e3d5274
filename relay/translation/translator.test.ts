/** What a site's texts go through, from the cache to the last provider, on a real database. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { type TranslationRules, translationRules } from '@touchline/shared/translation-rules.ts';
import { Registry } from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../test/support/conditions.ts';
import { createTestDatabase, quietLog } from '../../test/support/postgres.ts';
import {
  damaged,
  type FakeProvider,
  fails,
  hangs,
  provider,
  reversed,
  reversedText,
} from '../../test/support/providers.ts';
import { createSite } from '../../test/support/relay.ts';
import type { Database } from '../platform/postgres.ts';
import { createTranslator } from './chained-translator.ts';
import { protect } from './protect.ts';
import type { Rendering, TranslationRequest } from './translator.ts';

const { db } = await createTestDatabase();
const TEXT = 'your withdrawal of 1 250,50 BYN for bet 48213 is on its way';
const UNAVAILABLE = { text: null, problem: 'unavailable' };

let siteId = '';
beforeEach(async () => {
  siteId = (await createSite(db)).id;
});

type More = Partial<Parameters<typeof createTranslator>[0]>;

function stage(providers: FakeProvider[], more: More = {}) {
  const clock = fakeClock();
  const registry = new Registry();
  const translator = createTranslator({ providers, db, clock, log: quietLog, registry, ...more });
  const rules = (over: Partial<TranslationRules> = {}): TranslationRules => ({
    ...translationRules.parse({ accepted: providers.map(({ name }) => ({ provider: name, by: 'a', at: 0 })) }),
    ...over,
  });
  const translate = (texts: string[], over: Partial<TranslationRequest> = {}): Promise<Rendering[]> =>
    translator.translate({ siteId, rules: rules(), source: 'en', target: 'es', texts, names: [], ...over });
  return { clock, registry, translator, rules, translate };
}

const spent = async () =>
  (await db.query<{ characters: number }>('select characters from translation_spend where site_id = $1', [siteId]))
    .rows[0]?.characters ?? 0;
const hidden = (text: string, names: string[] = []) =>
  protect(text, { names, glossary: [], source: 'en', target: 'es' }).text;
const sentTo = ({ asked }: FakeProvider) => asked.flatMap(({ texts }) => texts);

describe('the chain', () => {
  it('asks those whom the site accepted, in its order, until one answers', async () => {
    const [a, b, c] = [provider('a', fails('retryable')), provider('b'), provider('c')];
    const { translate, translator, rules } = stage([c, b, a]);
    const accepted = ['a', 'b', 'gone'].map((name) => ({ provider: name, by: 'x', at: 0 }));
    const answer = await translate([TEXT], { rules: rules({ accepted }) });
    const shown = 'ruoy lawardhtiw fo 1 250,50 BYN rof teb 48213 si no sti yaw';
    expect(answer).toEqual([{ text: shown, provider: 'b', problem: null }]);
    expect([a.asked.length, b.asked.length, c.asked.length]).toEqual([1, 1, 0]);
    expect(translator.supports(rules({ accepted }), 'en', 'es')).toBe(true);
    expect(translator.supports(rules({ accepted: [] }), 'en', 'es')).toBe(false);
    expect(translator.providers()).toContainEqual({ name: 'a', host: 'a.example.com' });
  });

  it('sends nothing where nobody is accepted, or nobody knows the pair', async () => {
    const a = provider('a', reversed, ['be-ru']);
    const { translate, rules } = stage([a]);
    const nobody = [{ text: null, provider: null, problem: 'unsupported' }];
    expect(await translate([TEXT])).toEqual(nobody);
    expect(await translate([TEXT], { rules: rules({ accepted: [] }), source: 'be', target: 'ru' })).toEqual(nobody);
    expect(a.asked).toEqual([]);
  });

  it('gives each text of a request its own fate', async () => {
    const a = provider('a', (texts) => texts.map((text) => (text.includes('odd') ? 'nada 1' : reversedText(text))));
    const { translate } = stage([a]);
    const [even, odd, bare] = await translate(['an even text', 'an odd text', '48213']);
    expect(even).toMatchObject({ text: 'na neve txet' });
    expect(odd).toEqual({ text: null, provider: 'a', problem: 'altered' });
    expect(bare).toEqual({ text: '48213', provider: 'a', problem: null });
    expect(a.asked.flatMap(({ texts }) => texts)).not.toContain(hidden('48213'));
  });

  it('asks again with the numbers in place, then somebody else, and shows nothing that is altered', async () => {
    const a = provider('a', (texts) => damaged(reversed(texts)));
    const { translate } = stage([a]);
    const short = 'you have 250 left in your account';
    expect(await translate([short])).toEqual([{ text: reversedText(short), provider: 'a', problem: null }]);
    expect(sentTo(a)).toEqual([hidden(short), short]);

    const drops = provider('a', (texts) => reversed(texts).map((text) => text.replace(/\S*\d\S*/, '')));
    const next = provider('b');
    expect(await stage([drops, next]).translate([TEXT])).toMatchObject([{ provider: 'b', problem: null }]);
    siteId = (await createSite(db)).id;
    expect(await stage([drops]).translate([TEXT])).toEqual([{ text: null, provider: 'a', problem: 'altered' }]);
  });

  const mixed = provider('a', (texts) => reversed(texts).toReversed());
  const two = ['bet 111 has won and 20 coins are yours', 'sadly the bet has lost'];

  it('shows no answer that was mixed up with one about money; asked alone, the text may have its own', async () => {
    const shown = await stage([mixed]).translate(two);
    expect(shown).toMatchObject([{ text: reversedText(two[0] ?? '') }, { text: null, problem: 'altered' }]);
  });

  it('the check fails without verification: somebody reads about money that is not theirs', async () => {
    const faithless = (text: string, protection: Parameters<typeof protect>[1]) =>
      protect(text, protection, () => true);
    const shown = await stage([mixed], { protect: faithless }).translate(two);
    expect(shown[0]).toMatchObject({ text: 'yldas eht teb sah tsol', problem: null });
  });

  it('does not show the text as it was, nor one in another language', async () => {
    const echo = provider('a', (texts) => texts);
    expect(await stage([echo]).translate([TEXT])).toMatchObject([{ text: null, problem: 'altered' }]);
    const english = provider('a', () => ['here is your answer, and it is in English']);
    const { translate } = stage([english], { languageOf: async () => 'en' });
    expect(await translate(['this is a long text in English too'])).toMatchObject([{ problem: 'altered' }]);
  });

  it('whoever was not heard outweighs a wrong answer, and that a refusal', async () => {
    const drops = provider('a', (texts) => reversed(texts).map((text) => text.replaceAll(/\S*\d\S*/g, '')));
    const silent = provider('b', fails('retryable'));
    expect(await stage([drops, silent]).translate([TEXT])).toMatchObject([UNAVAILABLE]);
    expect(await stage([silent, drops]).translate([TEXT])).toMatchObject([UNAVAILABLE]);
    const refuses = provider('b', fails('refused'));
    expect(await stage([drops, refuses]).translate([TEXT])).toMatchObject([{ provider: 'a', problem: 'altered' }]);
    expect(await stage([provider('a', fails('auth')), refuses]).translate([TEXT])).toMatchObject([UNAVAILABLE]);
    expect(await stage([refuses]).translate([TEXT])).toMatchObject([{ problem: 'unsupported' }]);
  });

  it('splits what is too much for one request', async () => {
    const a = provider('a');
    const texts = Array.from(
      { length: 95 },
      (_, i) => `text ${'abcdefghij'[i % 10]} ${'klmnopqrst'[Math.floor(i / 10)]}`,
    );
    const shown = await stage([a]).translate(texts);
    expect(shown.map(({ text }) => text)).toEqual(texts.map(reversedText));
    expect(a.asked.map((request) => request.texts.length)).toEqual([...Array(9).fill(10), 5]);
    const long = Array.from({ length: 20 }, (_, i) => `${'дзень добры '.repeat(330)}${'abcdefghijklmnopqrst'[i]}`);
    a.asked.length = 0;
    await stage([a]).translate(long, { source: 'be', target: 'ru' });
    expect(a.asked.length).toBeGreaterThan(1);
    for (const { texts: part } of a.asked) expect(Buffer.byteLength(part.join(''))).toBeLessThan(16_384);
  });

  it('never rejects: a database that is gone is as if nobody had answered', async () => {
    const a = provider('a');
    const broken = { ...db, query: () => Promise.reject(new Error('gone')) } as unknown as Database;
    expect(await stage([a], { db: broken }).translate([TEXT])).toMatchObject([UNAVAILABLE]);
    expect(a.asked).toEqual([]);
    const clumsy = () => {
      throw new Error('a defect');
    };
    expect(await stage([a], { protect: clumsy }).translate([TEXT, TEXT])).toMatchObject([UNAVAILABLE, UNAVAILABLE]);
    expect(await stage([a]).translate([])).toEqual([]);
  });
});

describe('nothing personal leaves', () => {
  const personal = {
    mail: 'please write to ivan.petrov@mail.by about it',
    phone: 'please call me at +375 (29) 123-45-67 about it',
    card: 'I have paid with 4111 1111 1111 1111 this morning',
    iban: 'send it to BY20 OLMP 3135 0000 0010 0000 0933 please',
    link: 'see https://bank.example/me?token=abc for the proof',
    name: 'this is Ivan Petrov again about my money',
  };
  const secrets = /ivan|petrov|mail\.by|375|123|45-67|4111|1111|BY20|OLMP|0933|bank|token/i;

  it.each(Object.entries(personal))('%s: neither at first nor when it is asked again', async (_what, text) => {
    const garbles = provider('a', (texts) => damaged(reversed(texts)));
    await stage([garbles]).translate([text], { names: ['Ivan Petrov'] });
    expect(sentTo(garbles).length).toBeGreaterThan(0);
    expect(sentTo(garbles).join('\n')).not.toMatch(secrets);
    expect(sentTo(garbles)).toContain(hidden(text, ['Ivan Petrov']));
  });

  it('the check fails for a text that is sent as it is', async () => {
    const a = provider('a');
    const open: typeof protect = (text) => ({
      text,
      needsEngine: true,
      restore: (translated) => ({ text: translated }),
    });
    await stage([a], { protect: open }).translate(Object.values(personal));
    expect(sentTo(a).filter((text) => secrets.test(text))).toHaveLength(6);
  });
});

describe('the budget', () => {
  it('is charged with what leaves, once for texts that look the same as they leave', async () => {
    const a = provider('a');
    const { translate } = stage([a]);
    const shown = await translate(['you have 250 left', 'you have 990 left']);
    expect(shown.map(({ text }) => text)).toEqual(['uoy evah 250 tfel', 'uoy evah 990 tfel']);
    expect(sentTo(a)).toEqual([hidden('you have 250 left')]);
    expect(await spent()).toBe(hidden('you have 250 left').length);
  });

  it('lets nothing leave beyond it, to nobody, and still shows what is known', async () => {
    const [a, b] = [provider('a'), provider('b')];
    const { translate, rules } = stage([a, b]);
    const budget = { rules: rules({ monthlyCharacters: 30 }) };
    expect(await translate(['a text of twentys'], budget)).toMatchObject([{ problem: null }]);
    expect(await translate(['another text of more than that'], budget)).toMatchObject([{ problem: 'budget' }]);
    expect(await translate(['a text of twentys'], budget)).toMatchObject([{ problem: null }]);
    expect([a.asked.length, b.asked.length]).toEqual([1, 0]);
    expect(await translate([TEXT], { rules: rules({ monthlyCharacters: 0 }) })).toMatchObject([{ problem: 'budget' }]);
  });

  it.each(['retryable', 'quota', 'auth', 'refused'] as const)('has back what was %s', async (kind) => {
    await stage([provider('a', fails(kind)), provider('b', fails(kind))]).translate([TEXT]);
    expect(await spent()).toBe(0);
  });
});

describe('earlier translations', () => {
  it('are found for another amount, and verified again', async () => {
    const a = provider('a');
    const { translate } = stage([a]);
    await translate(['you have 250 left']);
    expect(await translate(['you have 7 777 left'])).toMatchObject([{ text: 'uoy evah 7 777 tfel', provider: 'a' }]);
    expect(a.asked).toHaveLength(1);
    await db.query(`update translation_cache set text = 'uoy evah tfel' where site_id = $1`, [siteId]);
    expect(await translate(['you have 250 left'])).toMatchObject([{ text: 'uoy evah 250 tfel' }]);
    expect(a.asked).toHaveLength(2);
  });

  it('count for one site, pair and glossary, and for those who are accepted', async () => {
    const [a, b] = [provider('a'), provider('b')];
    const { translate, rules } = stage([a, b]);
    await translate(['hello my friends']);
    const without = rules().accepted.filter(({ provider: name }) => name !== 'a');
    await translate(['hello my friends'], { rules: rules({ accepted: without }) });
    expect(b.asked).toHaveLength(1);
    await translate(['hello my friends'], { target: 'de' });
    await translate(['hello my friends'], { rules: rules({ glossaryVersion: 1 }) });
    await translate(['hello my friends'], { siteId: (await createSite(db)).id });
    expect(a.asked).toHaveLength(4);
  });

  it('do not hold what was not shown', async () => {
    const a = provider('a', (texts) => texts.map(() => 'nada 5'));
    await stage([a]).translate(['hello my friends']);
    const { rowCount } = await db.query('select 1 from translation_cache where site_id = $1', [siteId]);
    expect(rowCount).toBe(0);
  });
});

describe('time', () => {
  it('is four seconds for one provider, and the rest for the next', async () => {
    const [a, b] = [provider('a', hangs), provider('b')];
    const { clock, translate } = stage([a, b]);
    const answer = translate([TEXT]);
    await until('the first was asked', () => a.asked.length === 1);
    clock.advance(3_999);
    expect(a.asked[0]?.signal.aborted).toBe(false);
    clock.advance(1);
    expect(await answer).toMatchObject([{ provider: 'b', problem: null }]);
  });

  it('is ten seconds in all', async () => {
    const all = ['a', 'b', 'c', 'd'].map((name) => provider(name, hangs));
    const { clock, translate } = stage(all);
    const began = clock.now();
    const answer = translate([TEXT]);
    for (const [i, ms] of [4_000, 4_000, 2_000].entries()) {
      await until('the next was asked', () => all[i]?.asked.length === 1);
      clock.advance(ms);
    }
    expect(await answer).toMatchObject([UNAVAILABLE]);
    expect([clock.now() - began, all[3]?.asked.length, clock.pending()]).toEqual([10_000, 0, 0]);
  });
});

it('numbers tell of providers, characters, hits and breakers', async () => {
  const [a, b] = [provider('a', fails('quota')), provider('b')];
  const { translate, registry } = stage([a, b]);
  await translate(['hello my friends']);
  await translate(['hello my friends']);
  const text = await registry.metrics();
  for (const line of [
    'touchline_translation_seconds_count{provider="a",outcome="quota"} 1',
    'touchline_translation_seconds_count{provider="b",outcome="ok"} 1',
    'touchline_translation_characters_total{provider="b"} 16',
    'touchline_translation_texts_total{provider="b",outcome="shown"} 1',
    'touchline_translation_cache_total{outcome="hit"} 1',
    'touchline_translation_cache_total{outcome="miss"} 1',
    'touchline_translator_open{provider="a"} 1',
    'touchline_translator_open{provider="b"} 0',
  ]) {
    expect(text).toContain(line);
  }
});
