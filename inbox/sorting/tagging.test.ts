import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { problemOf, suggestionsFor, tagsOf } from './tagging.ts';

const rows = [['vip', 'payout'], ['payout'], ['paypal'], ['card payout'], undefined].map(
  (tags) => ({ state: { tags } }) as DeskRow,
);

test('tags in use are offered: those that begin so, then those that hold it, the most used first', () => {
  expect(suggestionsFor('Pay', rows, [], 5)).toEqual(['payout', 'paypal', 'card payout']);
  expect(suggestionsFor('', rows, ['payout'], 2)).toEqual(['card payout', 'paypal']);
});

test('a tag of 300 characters, and a twenty-first one, are said to be that before they are sent', () => {
  expect(problemOf('x'.repeat(300), [])).toEqual({ kind: 'tooLong', count: 300, max: 40 });
  expect(problemOf('  ', [])).toBeNull();
  const twenty = Array.from({ length: 20 }, (_, at) => `t${at}`);
  expect(problemOf('one more', twenty)).toEqual({ kind: 'tooMany', max: 20 });
  expect(problemOf('T3', twenty)).toBeNull();
});

test('of two conversations a tag that one has can be put on the other, and taken off', () => {
  const two = rows.slice(0, 2);
  const { ofAll, ofAny } = tagsOf(two);
  expect([ofAll, ofAny]).toEqual([['payout'], ['vip', 'payout']]);
  expect(suggestionsFor('', rows, ofAll, 5)).toContain('vip');
  expect(tagsOf([...two, ...rows.slice(-1)])).toEqual({ ofAll: [], ofAny });
});

test('twenty tags are counted for each conversation, not for all together', () => {
  const two = ['a', 'b'].map((name) => {
    const tags: readonly string[] = Array.from({ length: 12 }, (_, at) => `${name}${at}`);
    return { state: { tags } } as DeskRow;
  });
  expect(problemOf('one more', tagsOf(two).ofAll)).toBeNull();
});
