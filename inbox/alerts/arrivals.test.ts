import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { callOf } from './arrivals.ts';

const ME = 'me';
type Status = DeskRow['state']['status'];
const row = (status: Status, assignee: string | null = null, messageAt = 0, snoozed = false): DeskRow =>
  ({
    id: 'c',
    state: {
      status,
      assignee: assignee && { id: assignee, name: assignee },
      ...(snoozed && { snoozed: { until: null } }),
    },
    lastMessage: messageAt ? { text: '', at: messageAt, author: { kind: 'player' } } : null,
  }) as DeskRow;
const elsewhere = { away: false, shown: false };
const onScreen = { away: false, shown: true };
const lookingAway = { away: true, shown: true };

test('what waits calls nobody here: it does so for as long as it waits', () => {
  expect(callOf(row('waiting'), undefined, ME, elsewhere)).toBeNull();
  expect(callOf(row('waiting'), row('open', ME), ME, lookingAway)).toBeNull();
});

test('one whom I was given calls; one whom I took, and so have on the screen, does not', () => {
  expect(callOf(row('open', ME, 1), undefined, ME, elsewhere)).toBe('given');
  expect(callOf(row('open', ME, 1), row('waiting', null, 1), ME, elsewhere)).toBe('given');
  expect(callOf(row('open', ME, 1), row('waiting', null, 1), ME, onScreen)).toBeNull();
  expect(callOf(row('open', ME, 1), row('waiting', null, 1), ME, lookingAway)).toBe('given');
  expect(callOf(row('open', 'other', 1), row('waiting', null, 1), ME, elsewhere)).toBeNull();
});

test('my own player calls only while I look away', () => {
  expect(callOf(row('open', ME, 2), row('open', ME, 1), ME, lookingAway)).toBe('message');
  expect(callOf(row('open', ME, 2), row('open', ME, 1), ME, onScreen)).toBeNull();
  expect(callOf(row('open', 'other', 2), row('open', 'other', 1), ME, lookingAway)).toBeNull();
});

test('one of mine that comes back from snoozing calls, unless I woke it on the screen', () => {
  expect(callOf(row('open', ME), row('open', ME, 0, true), ME, elsewhere)).toBe('woken');
  expect(callOf(row('open', ME, 2), row('open', ME, 1, true), ME, lookingAway)).toBe('woken');
  expect(callOf(row('open', ME), row('open', ME, 0, true), ME, onScreen)).toBeNull();
  expect(callOf(row('open', 'other'), row('open', 'other', 0, true), ME, lookingAway)).toBeNull();
});
