import type { Pending } from '@touchline/shared/client/outbox.ts';
import { type Conversation, type Event, NEW_CONVERSATION, type Rating } from '@touchline/shared/conversation.ts';
import { expect, it } from 'vitest';
import { standing } from './rating-state.ts';

const NOW = 1_795_305_600_000;
const HOUR_MS = 3_600_000;
const YES: Rating = { solved: true, speed: null, courtesy: null, competence: null, comment: null };
const NO: Rating = { ...YES, solved: false };
const of = (change: Partial<Conversation>): Conversation => ({
  ...NEW_CONVERSATION,
  seq: 9,
  status: 'resolved',
  ...change,
});
const pending = (rating: Rating, more: Partial<Pending> = {}): Pending => ({
  ...{ clientId: 'a', conversation: 'c', text: '', at: 0, scope: 's', state: 'sending', rating },
  ...more,
});
const event = (type: 'message' | 'rated' | 'read' | 'resolved', at = NOW) =>
  ({ type, at, seq: 1, author: { kind: 'player' } }) as Event;
const stands = (state: Conversation, items: Pending[] = [], endedAt = NOW) =>
  standing(state, items, [event('resolved', endedAt)], NOW);

it('is asked of what was just closed, and of nothing else', () => {
  expect(stands(of({}))).toMatchObject({ isAsked: true, given: undefined });
  for (const status of ['new', 'waiting', 'open'] as const) expect(stands(of({ status })).isAsked).toBe(false);
  const longAgo = NOW - 8 * 24 * HOUR_MS;
  expect(stands(of({}), [], longAgo).isAsked).toBe(false);
  // Reading it today does not make it new.
  expect(standing(of({}), [], [event('resolved', longAgo), event('read')], NOW).isAsked).toBe(false);
});

it('is not asked of somebody whose answer is on its way, also a no', () => {
  expect(stands(of({}), [pending(YES)])).toMatchObject({ isAsked: false, given: YES });
  expect(stands(of({}), [pending(NO)])).toMatchObject({ isAsked: false, given: NO });
  // A text on its way is no answer.
  expect(stands(of({}), [{ ...pending(YES), rating: undefined }]).isAsked).toBe(true);
});

it('is asked again when it is closed again after a no, for as long as the answer may change', () => {
  expect(stands(of({ rating: { ...NO, at: NOW - HOUR_MS } })).isAsked).toBe(true);
  expect(stands(of({ rating: { ...NO, at: NOW - 25 * HOUR_MS } }))).toMatchObject({ isAsked: false, mayChange: false });
  expect(stands(of({ rating: { ...YES, at: NOW - HOUR_MS } }))).toMatchObject({ isAsked: false, mayChange: true });
});

it('shows the newer of two answers: the one on its way until the log has it, then the log’s', () => {
  const state = of({ rating: { ...YES, at: NOW } });
  expect(stands(state, [pending({ ...YES, speed: 4 })]).given?.speed).toBe(4);
  expect(stands(state, [pending({ ...YES, speed: 4 }, { state: 'sent', seq: 10 })]).given?.speed).toBe(4);
  expect(stands(state, [pending({ ...YES, speed: 4 }, { state: 'sent', seq: 9 })]).given?.speed).toBe(null);
  expect(stands(state, [pending(YES), pending({ ...YES, speed: 2 }, { clientId: 'b' })]).given?.speed).toBe(2);
});

it('what was answered goes out of the way once they go on talking', () => {
  const open = of({ status: 'open', rating: { ...NO, at: NOW } });
  expect(standing(open, [], [event('message'), event('rated')], NOW).isShown).toBe(true);
  expect(standing(open, [], [event('rated'), event('message')], NOW).isShown).toBe(false);
  expect(standing(open, [pending(YES)], [event('rated'), event('message')], NOW).isShown).toBe(true);
  expect(standing({ ...open, status: 'resolved' }, [], [event('message')], NOW).isShown).toBe(true);
});
