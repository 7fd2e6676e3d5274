import type { Author, Event, Happening } from '@touchline/shared/conversation.ts';
import { expect, test } from 'vitest';
import { speak } from '../words.ts';
import { sentenceOf } from './happenings.ts';

await speak('en');

const ME = { id: 'me', name: 'Alesia' };
const HER = { id: 'her', name: 'Rauf' };
const said = (happening: Happening, by: Author) =>
  sentenceOf({ seq: 1, at: 0, author: by, ...happening } as Event, ME.id);
const by = (operator: { id: string; name: string }): Author => ({ kind: 'operator', ...operator });
const SYSTEM: Author = { kind: 'system' };
const to = (operator: typeof ME | null, topic: string | null = null): Happening => ({
  type: 'transferred',
  to: operator,
  topic,
  note: null,
});

test('what routing gave reads otherwise than what somebody took', () => {
  expect(said({ type: 'assigned', operator: ME }, SYSTEM)).toBe('Given to you');
  expect(said({ type: 'assigned', operator: HER }, SYSTEM)).toBe('Given to Rauf');
  expect(said({ type: 'assigned', operator: HER }, by(HER))).toBe('Rauf took the conversation');
});

test('a transfer says from whom and to whom', () => {
  expect(said(to(ME), by(HER))).toBe('Rauf passed it to you');
  expect(said(to(HER), by(ME))).toBe('You passed it to Rauf');
  expect(said(to(null, 'payments'), by(HER))).toBe('Rauf passed it on for Payments');
  expect(said(to(null), by(ME))).toBe('You passed it back to the queue');
});

test('what a "no" opened again says so, and nobody wrote', () => {
  const reopened = { seq: 2, at: 0, author: { kind: 'player' }, type: 'reopened' } as Event;
  const rated = (solved: boolean) => ({ ...reopened, seq: 1, type: 'rated', rating: { solved } }) as Event;
  expect(sentenceOf(reopened, ME.id, rated(false))).toBe('Not solved: opened again');
  expect(sentenceOf(reopened, ME.id, rated(true))).toBe('The player wrote again');
  expect(sentenceOf(reopened, ME.id)).toBe('The player wrote again');
});

test('silence, absence and spam have words of their own; the unknown has none', () => {
  expect(said({ type: 'parked' }, SYSTEM)).toBe('Waits for the player, and takes no place until they write');
  expect(said({ type: 'released', reason: 'gone' }, SYSTEM)).toBe('Its operator was gone, so it waits again, in front');
  expect(said({ type: 'resolved', as: 'spam' }, by(HER))).toBe('Rauf closed it as spam');
  expect(said({ type: 'danced' } as unknown as Happening, SYSTEM)).toBeNull();
});
