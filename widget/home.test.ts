import { type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { expect, it } from 'vitest';
import { newestText } from './home.tsx';
import type { Thread } from './threads.ts';

const events = [
  { type: 'message', seq: 2, language: 'ru', text: 'Здравствуйте', author: { kind: 'operator', name: 'Alesia' } },
  { type: 'translated', seq: 3, of: 2, reader: 'player', language: 'be', text: 'Добры дзень' },
] as Event[];
const thread = (state: object, known = events) =>
  ({
    replica: { state: { ...NEW_CONVERSATION, ...state }, events: known },
    lastMessage: { text: 'Здравствуйте' },
  }) as unknown as Thread;

it('a conversation in the list says last what its player read last', () => {
  expect(newestText(thread({}))).toBe('Добры дзень');
  expect(newestText(thread({ playerReadsOriginal: true }))).toBe('Здравствуйте');
  expect(newestText(thread({ language: 'ru' }))).toBe('Здравствуйте');
  // Only the relay's summary is there.
  expect(newestText(thread({}, []))).toBe('Здравствуйте');
});
