import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { callOf } from './arrivals.ts';

const ME = 'me';
type Status = DeskRow['state']['status'];
const row = (status: Status, assignee: string | null = null, messageAt = 0, offeredTo: string | null = null): DeskRow =>
  ({
    id: 'c',
    state: { status, assignee: assignee && { id: assignee, name: assignee } },
    lastMessage: messageAt ? { text: '', at: messageAt, author: { kind: 'player' } } : null,
    offer: offeredTo && { operator: offeredTo, until: 9 },
  }) as DeskRow;
const elsewhere = { away: false, shown: false };
const onScreen = { away: false, shown: true };
const lookingAway = { away: true, shown: true };

test('a player who begins to wait calls: a new one, one who came back, one whom a colleague let go', () => {
  expect(callOf(row('waiting'), undefined, ME, elsewhere)).toBe('waiting');
  expect(callOf(row('waiting'), row('resolved', ME), ME, elsewhere)).toBe('waiting');
  expect(callOf(row('waiting'), row('open', 'other'), ME, elsewhere)).toBe('waiting');
});

test('one who waits already does not call again, nor one I let go myself, nor one who is on offer to somebody', () => {
  expect(callOf(row('waiting', null, 2), row('waiting', null, 1), ME, lookingAway)).toBeNull();
  expect(callOf(row('waiting'), row('open', ME), ME, elsewhere)).toBeNull();
  expect(callOf(row('waiting', null, 2, 'other'), undefined, ME, elsewhere)).toBeNull();
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
