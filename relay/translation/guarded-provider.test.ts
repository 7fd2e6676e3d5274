import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { type FakeProvider, fails, hangs, provider, reversed } from '../../test/support/providers.ts';
import { ATTEMPT_MS, guard } from './guarded-provider.ts';
import { createTranslationMetrics } from './metrics.ts';
import type { ProviderFailure } from './provider.ts';

type Pair = readonly [source: string, target: string];
const BE_RU: Pair = ['be', 'ru'];
const EN_ES: Pair = ['en', 'es'];

function stage(inner: FakeProvider) {
  const clock = fakeClock();
  const said: string[] = [];
  const guarded = guard(inner, {
    clock,
    log: { warn: (_about: unknown, words?: unknown) => void said.push(String(words)) },
    metrics: createTranslationMetrics(new Registry()),
  });
  const ask = ([source, target]: Pair, withinMs = 10_000) =>
    guarded.ask({ texts: ['abc'], source, target }, withinMs).then(
      () => 'ok',
      (failure: ProviderFailure) => failure.kind,
    );
  const asks = async (pair: Pair, times: number) => {
    for (let i = 0; i < times; i++) await ask(pair);
  };
  const refuses = (pair: Pair) => guarded.refuses(...pair);
  return { clock, said, guarded, ask, asks, refuses };
}

describe('a provider behind its breakers', () => {
  it('that is gone costs five failures, whatever the languages', async () => {
    const { ask, asks, refuses, guarded } = stage(provider('a', fails('retryable')));
    await asks(BE_RU, 3);
    await asks(EN_ES, 2);
    expect([refuses(BE_RU), refuses(EN_ES), guarded.isOpen()]).toEqual([true, true, true]);
    expect(await ask(BE_RU)).toBe('retryable');
  });

  it('with one broken pair serves the others', async () => {
    const inner = provider('a', (texts, { source }) => (source === 'be' ? fails('retryable')() : reversed(texts)));
    const { clock, asks, ask, refuses } = stage(inner);
    for (let i = 0; i < 5; i++) {
      await ask(BE_RU);
      await ask(EN_ES);
    }
    expect([refuses(BE_RU), refuses(EN_ES)]).toEqual([true, false]);
    // Even where the broken pair is all that is asked for, the others have the first look.
    const { clock: later, ...quiet } = stage(inner);
    await quiet.asks(BE_RU, 5);
    expect(quiet.refuses(EN_ES)).toBe(true);
    later.advance(30_000);
    expect([quiet.refuses(BE_RU), quiet.refuses(EN_ES)]).toEqual([true, false]);
    await quiet.asks(EN_ES, 1);
    later.advance(30_000);
    expect(await quiet.ask(BE_RU)).toBe('retryable');
    expect(await quiet.ask(EN_ES)).toBe('ok');
    clock.advance(60_000);
    await asks(EN_ES, 1);
    expect(refuses(BE_RU)).toBe(false);
  });

  it.each([
    ['what it asks for', fails('retryable', 90_000), 90_000],
    ['ten minutes when its quota is used up', fails('quota'), 600_000],
    ['five minutes when it does not know the key', fails('auth'), 300_000],
  ])('is left alone for %s', async (_what, answering, ms) => {
    const { clock, ask, refuses } = stage(provider('a', answering));
    await ask(EN_ES);
    clock.advance(ms - 1);
    expect(refuses(BE_RU)).toBe(true);
    clock.advance(1);
    expect(refuses(EN_ES)).toBe(false);
  });

  it('that refuses texts is well', async () => {
    const { asks, refuses } = stage(provider('a', fails('refused')));
    await asks(EN_ES, 30);
    expect(refuses(EN_ES)).toBe(false);
  });

  it('is given four seconds, and less says nothing about it', async () => {
    const { clock, ask, refuses } = stage(provider('a', hangs));
    for (let i = 0; i < 6; i++) {
      const answer = ask(EN_ES, 1_000);
      clock.advance(1_000);
      expect(await answer).toBe('retryable');
    }
    expect(refuses(EN_ES)).toBe(false);
    for (let i = 0; i < 5; i++) {
      const answer = ask(EN_ES);
      clock.advance(ATTEMPT_MS);
      await answer;
    }
    expect([refuses(EN_ES), clock.pending()]).toEqual([true, 0]);
  });

  it('is probed by one, however many have seen that it may be', async () => {
    const inner = provider('a', fails('retryable'));
    const { clock, asks, ask, refuses } = stage(inner);
    await asks(EN_ES, 5);
    clock.advance(60_000);
    expect(refuses(EN_ES)).toBe(false);
    await Promise.all([ask(EN_ES), ask(EN_ES), ask(EN_ES)]);
    expect(inner.asked).toHaveLength(6);
  });

  it('is spoken of once a minute', async () => {
    const { clock, said, ask } = stage(provider('a', fails('refused')));
    for (let i = 0; i < 13; i++) {
      await ask(EN_ES);
      clock.advance(10_000);
    }
    expect(said).toEqual(Array(3).fill('a translation failed: as the test wants it'));
  });

  it('whose adapter has a defect fails like any other', async () => {
    const broken = provider('a', () => {
      throw new TypeError('texts is not iterable');
    });
    expect(await stage(broken).ask(EN_ES)).toBe('retryable');
  });
});
