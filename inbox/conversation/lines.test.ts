import { type Author, type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { expect, test } from 'vitest';
import type { Line, MessageLine } from './line-types.ts';
import { grouped, linesOf } from './lines.ts';
import type { Reading } from './rendering.ts';

const DAY = Date.UTC(2026, 10, 22, 12);
const player: Author = { kind: 'player' };
const me: Author = { kind: 'operator', id: 'me', name: 'Alesia' };
const reading: Reading = { knows: ['be'], reads: 'be', hasSaid: true, me: 'me', translates: false };
const view = { me: 'me', reading, unsent: [], unsentNotes: [], deliveredUpTo: 0, markAfter: null, newAfter: null };
const message = (seq: number, author: Author, at = DAY + seq): Event => ({
  type: 'message',
  seq,
  at,
  author,
  clientId: `m${seq}`,
  text: `${seq}`,
});
const state = { ...NEW_CONVERSATION, seq: 9 };
const shape = (lines: Line[]) => lines.map((line) => (line.kind === 'message' ? line.key : line.kind));
const said = (lines: Line[], key: string) => lines.find((line) => line.key === key) as MessageLine;

test('days and happenings stand between the messages; marks of reading do not', () => {
  const events: Event[] = [
    { type: 'started', seq: 1, at: DAY, author: player, topic: null, language: 'be' },
    message(2, player),
    { type: 'assigned', seq: 3, at: DAY + 3, author: me, operator: { id: 'me', name: 'Alesia' } },
    { type: 'read', seq: 4, at: DAY + 4, author: me, side: 'operator', upTo: 2 },
    message(5, me, DAY + 24 * 3_600_000),
  ];
  expect(shape(linesOf({ state, events }, view))).toEqual(['day', 'm2', 'event', 'day', 'm5']);
});

test('the echo of a reply takes the place of its pending bubble', () => {
  const unsent = [{ clientId: 'm3', text: '3', at: DAY, state: 'sending' }];
  const before = linesOf({ state, events: [message(2, player)] }, { ...view, unsent });
  const after = linesOf({ state, events: [message(2, player), message(3, me)] }, { ...view, unsent });
  expect(shape(before)).toEqual(shape(after));
  expect(said(before, 'm3').state).toBe('sending');
  expect(said(after, 'm3').state).toBe('sent');
});

test('only the newest message that the player has seen says so in words', () => {
  const events = [message(2, me), message(3, me), message(4, me)];
  const lines = linesOf({ state: { ...state, readByPlayer: 3 }, events }, view);
  expect(['m2', 'm3', 'm4'].map((key) => said(lines, key).state)).toEqual(['seen', 'seen', 'sent']);
  expect(['m2', 'm3', 'm4'].map((key) => said(lines, key).lastSeen)).toEqual([false, true, false]);
});

test("what is new stands under a line, what a held reply missed is marked, one's own never", () => {
  const events = [message(2, player), message(3, me), message(4, player), message(5, player)];
  const lines = linesOf({ state, events }, { ...view, newAfter: 3, markAfter: 4 });
  expect(shape(lines)).toEqual(['day', 'm2', 'm3', 'new', 'm4', 'm5']);
  expect(lines.filter((line) => line.kind === 'message' && line.marked).map((line) => line.key)).toEqual(['m5']);
});

test('a failed reply says why, a confirmed one whose echo has not come yet counts as sent', () => {
  const unsent = [
    { clientId: 'a', text: 'a', at: DAY, state: 'failed', error: 'conflict' },
    { clientId: 'b', text: 'b', at: DAY, state: 'sent' },
  ];
  const lines = linesOf({ state, events: [] }, { ...view, unsent });
  expect(said(lines, 'a')).toMatchObject({ state: 'failed', error: 'conflict' });
  expect(said(lines, 'b').state).toBe('sent');
});

test('a translation is no line, begins no run and no day, and stands at its message', () => {
  const translated = { type: 'translated', reader: 'operator', language: 'ru', provider: 'own' } as const;
  const system: Author = { kind: 'system' };
  const events: Event[] = [
    message(2, player),
    { ...translated, seq: 3, at: DAY + 24 * 3_600_000, author: system, of: 2, text: 'два' },
    message(4, player),
    { ...translated, seq: 5, at: DAY + 5, author: system, of: 4, text: null, problem: 'altered' },
  ];
  const foreign = { ...reading, knows: ['ru'], reads: 'ru' };
  const talk = { state: { ...state, language: 'be' }, events };
  const lines = linesOf(talk, { ...view, reading: foreign, newAfter: 2 });
  expect(shape(lines)).toEqual(['day', 'm2', 'new', 'm4']);
  expect(said(lines, 'm2')).toMatchObject({ language: 'be', rendering: 'translated', translated: { text: 'два' } });
  expect(said(lines, 'm4')).toMatchObject({ rendering: 'problem', translated: { problem: 'altered' } });
  expect(said(linesOf(talk, view), 'm2')).toMatchObject({ rendering: 'original', translated: null });
});

test('an older page put in front leaves the groups that were there as they are', () => {
  const events = Array.from({ length: 200 }, (_, at) => message(at + 1, player));
  const whole = grouped(linesOf({ state, events }, view));
  const tail = grouped(linesOf({ state, events: events.slice(100) }, view));
  expect(tail.slice(1).map(({ key }) => key)).toEqual(whole.slice(-tail.length + 1).map(({ key }) => key));
  expect(whole.flatMap(({ lines }) => lines)).toHaveLength(201);
});

test('a note is a line of its own kind and breaks a run; ours that has not left stands at the end, once', () => {
  const note: Event = { type: 'note', seq: 3, at: DAY + 3, author: me, clientId: 'n3', text: 'aside' };
  const events = [message(2, player), note, message(4, player)];
  const unsentNotes = ['n3', 'n5'].map((clientId) => ({ clientId, text: 'x', at: DAY, state: 'sending' }));
  const lines = linesOf({ state, events }, { ...view, unsentNotes });
  expect(shape(lines)).toEqual(['day', 'm2', 'note', 'm4', 'note']);
  expect(lines.filter(({ kind }) => kind === 'note').map(({ key }) => key)).toEqual(['n3', 'n5']);
  expect(said(lines, 'm4').first).toBe(true);
});

test('an answer says what it answers, as far as that is loaded; a correction marks only its author’s own', () => {
  const answering = (seq: number, author: Author, to: object) => ({ ...message(seq, author), ...to }) as Event;
  const events = [
    message(5, player),
    message(6, me),
    answering(7, me, { replyTo: 5 }),
    answering(8, me, { replyTo: 2 }),
    answering(9, player, { corrects: 6 }),
  ];
  const lines = linesOf({ state, events }, view);
  expect(said(lines, 'm7')).toMatchObject({ quoteOf: 5, quoteText: '5', quoteName: 'player' });
  expect(said(lines, 'm8')).toMatchObject({ quoteOf: 2, quoteText: null });
  expect(said(lines, 'm6').corrected).toBe(false);
  const right = linesOf({ state, events: [...events, answering(10, me, { corrects: 6 })] }, view);
  expect(said(right, 'm6').corrected).toBe(true);
});

test('delivered is what has reached a device, of operators’ messages only', () => {
  const lines = linesOf(
    { state, events: [message(2, player), message(3, me), message(4, me)] },
    { ...view, deliveredUpTo: 3 },
  );
  expect(['m2', 'm3', 'm4'].map((key) => said(lines, key).delivered)).toEqual([false, true, false]);
});
