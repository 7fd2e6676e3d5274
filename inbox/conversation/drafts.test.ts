import { expect, test } from 'vitest';
import { fakeStore } from '../storage-fake.ts';
import { keepDrafts } from './drafts.ts';

test('a draft stays with its conversation over a refresh, and is gone once it is empty', () => {
  const { store, map } = fakeStore();
  const drafts = keepDrafts(store);
  drafts.set('a', 'Hello');
  drafts.set('b', 'Other');
  expect(keepDrafts(store).get('a')).toBe('Hello');
  drafts.set('a', '  ');
  drafts.set('b', '');
  expect(map.size).toBe(0);
});

test('only the newest fifty are kept', () => {
  const { store } = fakeStore();
  const drafts = keepDrafts(store);
  for (let at = 0; at < 60; at++) drafts.set(`c${at}`, 'text');
  expect(drafts.all()).toHaveLength(50);
  expect(drafts.get('c0')).toBe('');
});

test('what is stored and cannot be read counts as nothing', () => {
  const { store } = fakeStore(new Map([['drafts', '{"a":1}']]));
  expect(keepDrafts(store).all()).toEqual([]);
});
