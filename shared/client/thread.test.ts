import { describe, expect, it } from 'vitest';
import { type Author, type Event, type Message, NEW_CONVERSATION } from '../conversation.ts';
import { text } from './outbox-fake.ts';
import { receipt, thread, unread } from './thread.ts';

const player: Author = { kind: 'player' };
const anna: Author = { kind: 'operator', name: 'Anna' };
const message = (seq: number, author: Author, clientId = `m${seq}`): Message => ({
  type: 'message',
  seq,
  at: seq,
  author,
  clientId,
  text: clientId,
});
const log: Event[] = [
  { type: 'started', seq: 1, at: 1, author: player, topic: null, language: 'be' },
  message(2, player),
  { type: 'assigned', seq: 3, at: 3, author: anna, operator: { id: 'a', name: 'Anna' } },
  { type: 'read', seq: 4, at: 4, author: anna, side: 'operator', upTo: 3 },
  message(5, anna),
  message(6, player),
];

describe('thread', () => {
  it('is the log without read marks, then what is on its way', () => {
    const items = thread(log, [text('p1'), text('p2', { state: 'failed' })]);
    expect(items.map(({ type, key }) => `${type} ${key}`)).toEqual([
      'event 1',
      'message m2',
      'event 3',
      'message m5',
      'message m6',
      'pending p1',
      'pending p2',
    ]);
  });

  it('replaces a pending text by its echo under the same key', () => {
    const keys = (events: Event[]) => thread(events, [text('m6', { state: 'sent' })]).map(({ key }) => key);
    expect(keys(log)).toEqual(keys(log.slice(0, -1)));
  });
});

it('does not show a confirmed text below what is newer than it', () => {
  const late = (seq: number) => thread(log.slice(-2), [text('early', { state: 'sent', seq })]).length;
  expect([late(2), late(7)]).toEqual([2, 3]);
});

it('an own message is seen once the other side has read it', () => {
  const state = { ...NEW_CONVERSATION, seq: 6, readByOperator: 3, readByPlayer: 5 };
  expect(receipt(message(2, player), state)).toBe('seen');
  expect(receipt(message(6, player), state)).toBe('sent');
  expect(receipt(message(5, anna), state)).toBe('seen');
});

it("unread are the other side's messages after the own mark", () => {
  const state = { ...NEW_CONVERSATION, seq: 6, readByOperator: 3, readByPlayer: 0 };
  expect(unread(log, state, 'player')).toBe(1);
  expect(unread(log, state, 'operator')).toBe(1);
  expect(unread(log, { ...state, readByPlayer: 5, readByOperator: 6 }, 'player')).toBe(0);
});
