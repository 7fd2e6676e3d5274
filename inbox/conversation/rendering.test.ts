import { type Event, type Message, NEW_CONVERSATION, type Translated } from '@touchline/shared/conversation.ts';
import { expect, test } from 'vitest';
import { createRenderings, type Reading } from './rendering.ts';

const AT = 1_000;
const state = {
  ...NEW_CONVERSATION,
  seq: 9,
  status: 'open' as const,
  language: 'be',
  assignee: { id: 'me', name: 'A' },
};
const reading: Reading = { knows: ['ru'], reads: 'ru', hasSaid: true, me: 'me', translates: true };
const message = (change: Partial<Message> = {}): Message => ({
  type: 'message',
  seq: 2,
  at: AT,
  author: { kind: 'player' },
  clientId: 'c',
  text: 'дзе мой дэпазіт',
  ...change,
});
const reply = message({ author: { kind: 'operator', id: 'me', name: 'A' }, text: 'уже здесь', language: 'ru' });
const translated = (seq: number, change: Partial<Translated> = {}): Event => ({
  type: 'translated',
  seq,
  at: AT + seq,
  author: { kind: 'system' },
  of: 2,
  reader: 'operator',
  language: 'ru',
  text: 'где мой депозит',
  provider: 'own',
  ...change,
});
const render = (one: Message, events: Event[] = [], change: object = {}, by: Partial<Reading> = {}) =>
  createRenderings([one, ...events], { ...state, ...change }, { ...reading, ...by })(one);

test('the newest translation of a message for a side counts', () => {
  const events = [translated(3, { text: null, problem: 'unavailable' }), translated(4)];
  expect(render(message(), events)).toMatchObject({ rendering: 'translated', translated: { seq: 4 } });
  expect(render(message(), events.slice(0, 1)).rendering).toBe('problem');
  expect(render(message(), [translated(3, { reader: 'player' })]).rendering).toBe('awaited');
});

test('whoever knows the language of a message, or wants no translation, reads it as it was written', () => {
  expect(render(message({ language: 'ru' }), [translated(3)]).rendering).toBe('original');
  expect(render(message(), [translated(3)], { language: 'ru-BY' }).rendering).toBe('original');
  expect(render(message(), [translated(3)], { operatorReadsOriginal: true }).rendering).toBe('original');
});

test('a translation is awaited only where the relay makes one', () => {
  expect(render(message()).rendering).toBe('awaited');
  expect(render(message(), [], {}, { translates: false }).rendering).toBe('original');
  expect(render(message(), [], { assignee: { id: 'other', name: 'B' } }).rendering).toBe('original');
  expect(render(message({ text: '1 250,50 :)' })).rendering).toBe('original');
  expect(render(reply).rendering).toBe('awaited');
  expect(render(reply, [], { language: 'ru' }).rendering).toBe('original');
  expect(render(reply, [], { playerReadsOriginal: true }).rendering).toBe('original');
});

test('who takes a conversation over awaits its messages from then on', () => {
  const assigned: Event = { type: 'assigned', seq: 3, at: 9_000, author: { kind: 'system' }, operator: state.assignee };
  expect(render(message(), [assigned]).awaitedSince).toBe(9_000);
});

test('what the player received stands at an own message even when translation was turned off since', () => {
  const received = translated(3, { reader: 'player', language: 'be', text: 'ужо тут' });
  expect(render(reply, [received], { playerReadsOriginal: true }).rendering).toBe('translated');
});
