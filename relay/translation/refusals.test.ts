/** What a relay pays for once only, on a real database: answers that nobody may see. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createTestDatabase, quietLog } from '../../test/support/postgres.ts';
import { type FakeProvider, provider, reversed } from '../../test/support/providers.ts';
import { createSite } from '../../test/support/relay.ts';
import { createTranslator } from './chained-translator.ts';
import { ProviderFailure } from './provider.ts';
import { createRefusals } from './refusals.ts';

const { db } = await createTestDatabase();
const HOUR_MS = 3_600_000;

async function stage(providers: FakeProvider[]) {
  const clock = fakeClock();
  const { id: siteId } = await createSite(db);
  const translator = createTranslator({ providers, db, clock, log: quietLog, registry: new Registry() });
  const rules = translationRules.parse({ accepted: providers.map(({ name }) => ({ provider: name, by: 'a', at: 0 })) });
  const translate = (text: string) =>
    translator.translate({ siteId, rules, source: 'en', target: 'es', texts: [text], names: [] });
  return { clock, translate };
}

const adds = (texts: string[]) => reversed(texts).map((text) => `${text} 5`);

it.each([
  ['altered', adds],
  ['not translated', (texts: string[]) => texts],
])('an answer that was %s is not paid for again while another provider is away', async (_, wrong) => {
  let isAway = true;
  const worse = provider('worse', wrong);
  const good = provider('good', (texts) => {
    if (isAway) throw new ProviderFailure('retryable', 'nobody there');
    return reversed(texts);
  });
  const { clock, translate } = await stage([worse, good]);
  const text = 'you have 250 coins left';
  expect(await translate(text)).toMatchObject([{ problem: 'unavailable' }]);
  const paid = worse.asked.length;
  expect(await translate(text)).toMatchObject([{ problem: 'unavailable' }]);
  isAway = false;
  expect(await translate(text)).toMatchObject([{ problem: null, provider: 'good' }]);
  expect(worse.asked).toHaveLength(paid);
  clock.advance(HOUR_MS);
  await translate('you have other coins left');
  expect(worse.asked.length).toBeGreaterThan(paid);
});

it('says the same of it when it is asked again, and asks again after an hour', async () => {
  const worse = provider('worse', adds);
  const { clock, translate } = await stage([worse]);
  const altered = [{ text: null, provider: 'worse', problem: 'altered' }];
  expect(await translate('hello my friends')).toEqual(altered);
  expect(await translate('hello my friends')).toEqual(altered);
  expect(worse.asked).toHaveLength(1);
  clock.advance(HOUR_MS);
  await translate('hello my friends');
  expect(worse.asked).toHaveLength(2);
});

it('the oldest go, and others are others', () => {
  const refusals = createRefusals(fakeClock());
  const asked = (sent: string, name = 'a') => ({ provider: name, source: 'en', target: 'es', sent });
  for (let i = 0; i <= 10_000; i++) refusals.add(asked(`${i}`), 'altered');
  expect(['0', '1', '10000'].map((sent) => refusals.known(asked(sent)))).toEqual([null, 'altered', 'altered']);
  expect(refusals.known(asked('1', 'b'))).toBe(null);
});

it('an answer with U+0000 is shown without it, and kept', async () => {
  const nul = provider('nul', (texts) => reversed(texts).map((text) => `${text}\0\ud800`));
  const { translate } = await stage([nul]);
  const shown = [{ text: 'olleh ym sdneirf\ufffd', provider: 'nul', problem: null }];
  expect(await translate('hello my friends')).toEqual(shown);
  expect(await translate('hello my friends')).toEqual(shown);
  expect(nul.asked).toHaveLength(1);
});
