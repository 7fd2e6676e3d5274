import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { Author, Event } from '@touchline/shared/conversation.ts';
import { expect, test } from 'vitest';
import { fakeStore } from '../storage-fake.ts';
import { createComposing } from './composing.ts';

const player: Author = { kind: 'player' };
const rauf: Author = { kind: 'operator', id: 'other', name: 'Rauf' };
const message = (seq: number, author: Author = player): Event => ({
  type: 'message',
  seq,
  at: seq,
  author,
  clientId: `m${seq}`,
  text: '',
});

function setUp() {
  const clock = fakeClock();
  const { store } = fakeStore();
  const composing = createComposing({ clock, store, me: 'me', changed: () => {} });
  composing.show('c');
  return { clock, composing, store };
}

test('a reply over a message below the edge of the screen is held, and goes when sent again', () => {
  const { clock, composing } = setUp();
  composing.looked([message(2)], 2);
  clock.advance(5_000);
  composing.write('Hello');
  const events = [message(2), message(3, rauf)];
  expect(composing.isBlind(events)).toBe(true);
  expect(composing.held.value).toBe('colleague');
  expect(composing.markAfter.value).toBe(2);
  expect(composing.draft.value).toBe('Hello');
  expect(composing.isBlind(events)).toBe(false);
});

test('after the relay said that somebody wrote, that message has been announced, and the next one has not', () => {
  const { clock, composing } = setUp();
  composing.looked([message(2)], 2);
  composing.write('Hello');
  clock.advance(5_000);
  composing.refused([message(2)], 2);
  expect(composing.held.value).toBe('player');
  composing.looked([message(2), message(3)], 3);
  expect(composing.isBlind([message(2), message(3)])).toBe(false);
  composing.looked([message(2), message(3), message(4)], 4);
  expect(composing.isBlind([message(2), message(3), message(4)])).toBe(true);
});

test('a text comes back with its conversation, and an emptied one holds nothing', () => {
  const { composing } = setUp();
  composing.write('Hello');
  composing.refused([message(2)], 1);
  composing.show('d');
  expect([composing.draft.value, composing.held.value]).toEqual(['', null]);
  composing.show('c');
  expect(composing.draft.value).toBe('Hello');
  composing.refused([message(2)], 1);
  composing.write('');
  expect(composing.held.value).toBeNull();
});
