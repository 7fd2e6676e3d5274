import { expect, it } from 'vitest';
import { USUAL } from './asked.ts';
import { listOf, narrowedTo } from './narrower.ts';

it('a row leads to the report of itself, also where it has no topic', () => {
  expect(narrowedTo('operator', 'vera')).toEqual({ operator: 'vera' });
  expect(narrowedTo('topic', 'bets')).toEqual({ topic: 'bets' });
  expect(narrowedTo('topic', '')).toEqual({ topic: 'none' });
  expect(narrowedTo('site', 'one')).toEqual({ sites: ['one'] });
});

it('what no filter tells apart leads nowhere', () => {
  expect(narrowedTo('operator', '')).toBe(null);
  expect(narrowedTo('day', '2026-11-22')).toBe(null);
});

it('numbers lead to the list of their conversations, narrowed as they are', () => {
  expect(listOf(USUAL)).toEqual({ page: 'desk', view: 'all', conversation: null, narrowed: {} });
  expect(listOf({ ...USUAL, sites: ['one'], topic: 'bets', language: 'pl' }, { rating: 'low' })).toMatchObject({
    narrowed: { site: 'one', topic: 'bets', language: 'pl', rating: 'low' },
  });
});

it('and to none where a list cannot be narrowed like that', () => {
  expect(listOf({ ...USUAL, operator: 'vera' })).toBe(null);
  expect(listOf({ ...USUAL, topic: 'none' })).toBe(null);
  expect(listOf({ ...USUAL, sites: ['one', 'other'] })).toBe(null);
});
