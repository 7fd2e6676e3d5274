import { describe, expect, it } from 'vitest';
import { sliceFor } from './slices.ts';

const EVERY = { operator: null, topic: null, language: null };

describe('which sums answer a question', () => {
  it.each([
    ['by day', { by: 'day' }, [], null],
    ['by month', { by: 'month' }, [], []],
    ['by brand', { by: 'site' }, [], []],
    ['by hour', { by: 'hour-of-week' }, null, ['hour']],
    ['by topic', { by: 'topic' }, ['topic'], ['topic']],
    ['one topic by day', { by: 'day', topic: '' }, ['topic'], null],
    ['one topic by itself', { by: 'topic', topic: 'bets' }, ['topic'], ['topic']],
    ['one topic by language', { by: 'language', topic: 'bets' }, ['topic', 'language'], ['topic', 'language']],
    ['one language by topic', { by: 'topic', language: 'en' }, null, ['topic', 'language']],
    ['one language by operator', { by: 'operator', language: 'en' }, null, ['language', 'operator']],
    ['one of both', { by: 'none', topic: 'bets', language: 'en' }, ['topic', 'language'], ['topic', 'language']],
    ['one of both by week', { by: 'week', topic: 'bets', language: 'en' }, ['topic', 'language'], null],
    ['one of both by operator', { by: 'operator', topic: 'bets', language: 'en' }, null, null],
    ['one topic by hour', { by: 'hour-of-week', topic: 'bets' }, null, null],
    ['one operator by month', { by: 'month', operator: 'one' }, ['operator'], ['operator']],
    ['one operator by topic', { by: 'topic', operator: 'one' }, null, ['topic', 'operator']],
    ['one operator by day', { by: 'day', operator: 'one' }, ['operator'], null],
  ] as const)('%s', (_, asked, byDay, byMonth) => {
    const question = { ...EVERY, ...asked };
    expect(sliceFor('day', question)?.by ?? null).toEqual(byDay);
    expect(sliceFor('month', question)?.by ?? null).toEqual(byMonth);
  });
});
