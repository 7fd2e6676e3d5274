/**
 * *My money, my language*: amounts, ids, odds, scores, links and names through a real engine. `npm run bench --
 * translations` does the same with ten thousand messages.
 */
import { bettingGlossary as glossary } from '@touchline/relay/translation/betting-glossary.ts';
import { protect } from '@touchline/relay/translation/protect.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasApertium } from './support/requirements.ts';
import { type Engine, tryTranslations } from './support/translation-trial.ts';
import { startTranslator, type TranslatorProcess } from './support/translator-process.ts';

const MESSAGES = 600;
const REPLY = 'Ваша ставка 48213 рассчитана, выплата 1 250,50 BYN уже на балансе.';

/** What an engine does at its worst, to every third of its answers. */
const DAMAGES: ((answer: string) => string)[] = [
  (answer) => answer.replace(/XQ-\d+/, ''),
  (answer) => answer.replace(/(XQ-\d+)/, '$1 $1'),
  (answer) => answer.replace(/XQ-(\d+)/, (_, number) => `XQ-${Number(number) + 1}`),
  (answer) => answer.replace(/XQ-\d+/, '100'),
  (answer) => `${answer} 2`,
  (answer) => answer.replace(/XQ-/, '-XQ-'),
  (answer) => answer.replace(/XQ-/, '$XQ-'),
];
const damage = (answer: string, number: number) =>
  number % 3 === 0 ? (DAMAGES[(number / 3) % DAMAGES.length]?.(answer) ?? answer) : answer;

let engine: TranslatorProcess;
beforeAll(async () => {
  if (hasApertium()) engine = await startTranslator();
});
afterAll(() => engine?.stop());

describe.skipIf(!hasApertium())(`${MESSAGES} messages through a real engine`, () => {
  /** An engine says the same every time, and a busy machine needs half a minute to hear it once. */
  const heard = new Map<string, Promise<string[]>>();
  const remembered: Engine = (texts, source, target) => {
    const key = JSON.stringify([texts, source, target]);
    const answers = heard.get(key) ?? engine.translate(texts, source, target);
    heard.set(key, answers);
    return answers;
  };
  const run = (more: Partial<Parameters<typeof tryTranslations>[0]> = {}) =>
    tryTranslations({ count: MESSAGES, engine: remembered, ...more });

  it('have each token as often as before, or the original is shown', async () => {
    const { shown, altered, wrong, reordered } = await run();
    console.log(`${shown} shown, ${reordered} of them with tokens in another order; ${altered} altered`);
    expect(wrong).toEqual([]);
    expect(altered / MESSAGES).toBeLessThan(0.01);
  }, 60_000);

  it('also where the engine drops, doubles, swaps and invents', async () => {
    const { altered, wrong } = await run({ damage });
    expect(wrong).toEqual([]);
    expect(altered).toBeGreaterThan(MESSAGES / 4);
  });

  it('the check fails where nobody verifies', async () => {
    const { wrong } = await run({ damage, protection: (text, between) => protect(text, between, () => true) });
    expect(wrong.length).toBeGreaterThan(MESSAGES / 10);
  });

  it('the check fails where nobody protects', async () => {
    const unprotected = (text: string) => ({
      text,
      needsEngine: true,
      restore: (answer: string) => ({ text: answer }),
    });
    const { wrong } = await run({ protection: unprotected });
    expect(wrong.length).toBeGreaterThan(MESSAGES / 20);
  }, 60_000);
});

describe('a reply about money', () => {
  it.skipIf(!hasApertium())('reaches a Belarusian with the same amount and id', async () => {
    const hidden = protect(REPLY, { names: [], glossary, source: 'ru', target: 'be' });
    const [answer = ''] = await engine.translate([hidden.text], 'ru', 'be');
    const restored = hidden.restore(answer);
    expect(restored).toEqual({ text: expect.stringMatching(/^Ваша стаўка 48213 разлічана, .*1 250,50 BYN.*баланс/) });
  });

  it('reaches a Vietnamese with the same amount and id', () => {
    const hidden = protect('Ваша ставка 48213, выплата 1 250,50 BYN', {
      names: [],
      glossary,
      source: 'ru',
      target: 'vi',
    });
    expect(hidden.text).toBe('Ваша ставка XQ-1, выплата XQ-2');
    expect(hidden.restore('Cược XQ-1 của bạn, tiền trả XQ-2')).toEqual({
      text: 'Cược 48213 của bạn, tiền trả 1 250,50 BYN',
    });
    expect(hidden.restore('Cược XQ-1 của bạn, tiền trả 1.250,50 BYN')).toEqual({ problem: 'altered' });
  });
});
