/**
 * Providers that do anything, by property: whatever they answer, nobody is shown an amount, an id or a link that the
 * original does not have, each text has its one answer, and the site has paid for no more than it may.
 */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, quietLog } from '../../test/support/postgres.ts';
import { damaged, type FakeProvider, provider, reversed } from '../../test/support/providers.ts';
import { createSite } from '../../test/support/relay.ts';
import { createTranslator } from './chained-translator.ts';
import { protect } from './protect.ts';
import { ProviderFailure } from './provider.ts';

const { db } = await createTestDatabase();
const MONTHLY = 2_000;

/** What a provider may do to its answers, besides translating. */
const MISCHIEF = {
  none: (texts: string[]) => texts,
  drops: (texts: string[]) => texts.map((text) => text.replace(/\S*\d\S*/, '')),
  doubles: (texts: string[]) => texts.map((text) => text.replace(/\S*\d\S*/, '$& $&')),
  adds: (texts: string[]) => texts.map((text) => `${text} 10`),
  changes: (texts: string[]) => texts.map((text) => text.replace(/\d/, '7')),
  swaps: (texts: string[]) => texts.map((text) => text.replace(/(\S*\d\S*)(.*?)(\S*\d\S*)/, '$3$2$1')),
  damages: damaged,
  mixes: (texts: string[]) => texts.toReversed(),
  links: (texts: string[]) => texts.map((text) => `${text} https://evil.example/pay`),
};
const misbehaviour = fc.constantFrom(
  ...(Object.keys(MISCHIEF) as (keyof typeof MISCHIEF)[]),
  ...(['fails', 'refuses', 'is slow'] as const),
);

const number = fc.constantFrom('1 250,50 BYN', '20', '1.85', '48213', '2:1', '21.11.2026', '+375 29 123-45-67', '€9');
const words = fc.constantFrom('your bet', 'was settled', 'the payout is', 'and not', 'we have sent', 'for the match');
const text = fc
  .array(fc.oneof({ weight: 2, arbitrary: words }, number), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(' '));
const story = fc.record({
  providers: fc.array(fc.array(misbehaviour, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
  requests: fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** Everything that holds a digit, or looks like a link, without spaces; sorted. */
const facts = (line: string) =>
  (line.match(/https?:\S+|[\d][\d.,:\s-]*\d|\d/g) ?? []).map((fact) => fact.replace(/\s/g, '')).toSorted();

async function play({ providers, requests }: Story, faithful?: () => boolean): Promise<number> {
  const clock = fakeClock();
  const site = await createSite(db);
  const cast: FakeProvider[] = providers.map((script, place) => {
    let turn = 0;
    return provider(`p${place}`, (texts, { signal }) => {
      const act = script[turn++ % script.length] ?? 'none';
      if (act === 'is slow') for (let s = 0; s < 5 && !signal.aborted; s++) clock.advance(1_000);
      if (signal.aborted || act === 'fails') throw new ProviderFailure('retryable', 'no answer in time');
      if (act === 'refuses') throw new ProviderFailure('refused', 'answered 400');
      return MISCHIEF[act === 'is slow' ? 'none' : act](reversed(texts));
    });
  });
  const translator = createTranslator({
    providers: cast,
    db,
    clock,
    log: quietLog,
    registry: new Registry(),
    ...(faithful && { protect: (original, protection) => protect(original, protection, faithful) }),
  });
  const accepted = cast.map(({ name }) => ({ provider: name, by: 'a', at: 0 }));
  const rules = translationRules.parse({ accepted, monthlyCharacters: MONTHLY });
  let shown = 0;
  for (const texts of requests) {
    const began = clock.now();
    const answers = await translator.translate({
      siteId: site.id,
      rules,
      source: 'en',
      target: 'es',
      texts,
      names: [],
    });
    expect(answers).toHaveLength(texts.length);
    expect(clock.now() - began).toBeLessThanOrEqual(10_000);
    for (const [i, answer] of answers.entries()) {
      expect(answer.problem === null).toBe(answer.text !== null);
      if (answer.text === null) continue;
      shown += 1;
      expect(facts(answer.text)).toEqual(facts(texts[i] ?? ''));
    }
  }
  const { rows } = await db.query<{ characters: number }>(
    'select characters from translation_spend where site_id = $1',
    [site.id],
  );
  expect(rows[0]?.characters ?? 0).toBeLessThanOrEqual(MONTHLY);
  expect(clock.pending()).toBe(0);
  return shown;
}

describe('whatever providers do', () => {
  it('nothing wrong is shown, and much is shown', async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        shown += await play(one);
      }),
      { numRuns: 60 },
    );
    expect(shown).toBeGreaterThan(100);
  }, 90_000);

  it('the check fails for a chain that shows what was not verified', async () => {
    const { failed, errorInstance } = await fc.check(
      fc.asyncProperty(story, async (one) => void (await play(one, () => true))),
      { numRuns: 100, endOnFailure: true },
    );
    expect(failed).toBe(true);
    expect(String(errorInstance)).toContain('to deeply equal');
  });
});
