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

test('a reply refused because a colleague resolved the conversation says so, also when that comes after the refusal', () => {
  const { clock, composing } = setUp();
  composing.looked([message(2)], 2);
  composing.write('Hello');
  clock.advance(5_000);
  composing.refused([message(2)], 2);
  const resolved: Event = { type: 'resolved', author: rauf, seq: 3, at: 0 };
  composing.looked([message(2), resolved], 3);
  expect(composing.held.value).toBe('resolved');
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

test('a note has a text of its own, and whoever comes to a conversation comes to its reply', () => {
  const { composing } = setUp();
  composing.write('a reply');
  composing.turn('note');
  expect(composing.draft.value).toBe('');
  composing.write('a note');
  composing.show('d');
  composing.show('c');
  expect([composing.mode.value, composing.draft.value]).toEqual(['reply', 'a reply']);
  composing.turn('note');
  expect(composing.draft.value).toBe('a note');
  composing.sent();
  composing.turn('reply');
  expect(composing.draft.value).toBe('a reply');
});

test('a correction puts a reply begun aside until it is sent or given up, over a refresh too', () => {
  const { composing, store, clock } = setUp();
  composing.write('begun');
  composing.correct(4, 'It takes 2 days');
  const later = createComposing({ clock, store, me: 'me', changed: () => {} });
  later.show('c');
  expect([later.draft.value, later.about.value]).toEqual(['It takes 2 days', { kind: 'correct', seq: 4 }]);
  later.write('It takes 3 days');
  later.sent();
  expect([later.draft.value, later.about.value]).toEqual(['begun', null]);
  later.correct(4, 'again');
  later.unrefer();
  expect([later.draft.value, later.about.value]).toEqual(['begun', null]);
});

test('what comes back stands before what has been begun since, with what it referred to', () => {
  const { composing } = setUp();
  composing.turn('note');
  composing.write('a note');
  composing.turn('reply');
  composing.write('begun since');
  composing.turn('note');
  composing.takeBack('undone', { kind: 'quote', seq: 3 });
  expect([composing.mode.value, composing.draft.value]).toEqual(['reply', 'undone\nbegun since']);
  expect(composing.about.value).toEqual({ kind: 'quote', seq: 3 });
});
