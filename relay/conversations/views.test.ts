import type { Event } from '@touchline/shared/conversation.ts';
import { event as schema } from '@touchline/shared/events.ts';
import { expect, it } from 'vitest';
import { eventFor } from './views.ts';

const placed = { seq: 3, at: 0, author: { kind: 'system' } } as const;
const translated = { ...placed, type: 'translated', of: 2, language: 'ru', provider: 'deepl' } as const;

it.each<[string, Event, Event]>([
  [
    'of what is for operators a player learns that it is there',
    { ...translated, reader: 'operator', text: 'Где мои деньги?' },
    { ...translated, reader: 'operator', language: '', text: null, provider: null },
  ],
  [
    'nor what operators cannot read',
    { ...translated, reader: 'operator', text: null, provider: null, problem: 'unsupported' },
    { ...translated, reader: 'operator', language: '', text: null, provider: null },
  ],
  [
    'their own they read, and not who made it',
    { ...translated, reader: 'player', text: 'Праверу' },
    { ...translated, reader: 'player', text: 'Праверу', provider: null },
  ],
  [
    'and why there is none',
    { ...translated, reader: 'player', text: null, problem: 'altered' },
    { ...translated, reader: 'player', text: null, provider: null, problem: 'altered' },
  ],
])('translations for a player: %s', (_, event, shown) => {
  expect(eventFor('player', event)).toStrictEqual(shown);
  expect(schema.parse(shown)).toStrictEqual(shown);
  expect(eventFor('operator', event)).toBe(event);
});
