import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { callOf } from './arrivals.ts';

const ME = 'me';
type Status = DeskRow['state']['status'];
const row = (status: Status, assignee: string | null = null, messageAt = 0): DeskRow =>
  ({
    id: 'c',
    state: { status, assignee: assignee && { id: assignee, name: assignee } },
    lastMessage: messageAt ? { text: '', at: messageAt, author: { kind: 'player' } } : null,
  }) as DeskRow;

test('a player who begins to wait calls: a new one, one who came back, one whom a colleague let go', () => {
  expect(callOf(row('waiting'), undefined, ME, false)).toBe('waiting');
  expect(callOf(row('waiting'), row('resolved', ME), ME, false)).toBe('waiting');
  expect(callOf(row('waiting'), row('open', 'other'), ME, false)).toBe('waiting');
});

test('one who waits already does not call again, nor one I let go myself', () => {
  expect(callOf(row('waiting', null, 2), row('waiting', null, 1), ME, true)).toBeNull();
  expect(callOf(row('waiting'), row('open', ME), ME, false)).toBeNull();
});

test('my own player calls only while I look away', () => {
  expect(callOf(row('open', ME, 2), row('open', ME, 1), ME, true)).toBe('message');
  expect(callOf(row('open', ME, 2), row('open', ME, 1), ME, false)).toBeNull();
  expect(callOf(row('open', 'other', 2), row('open', 'other', 1), ME, true)).toBeNull();
});
