import { signal } from '@preact/signals';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { DeskRow, OperatorReady } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import type { Answered, Command } from '../conversation/commands.ts';
import { NoticeModel } from '../notice.ts';
import { fakeStore } from '../storage-fake.ts';
import { PostponedModel, UNDO_MS } from './postponed.ts';

const rowSaid = (at: number, kind: 'player' | 'operator' = 'player') =>
  ({ id: 'c', lastMessage: { at, author: { kind } } }) as DeskRow;

function setUp(store = fakeStore().store, clock = fakeClock()) {
  const given: { command: Command; answered: Answered }[] = [];
  const leaving = signal<ReadonlySet<string>>(new Set());
  let arrive: (row: DeskRow, before: DeskRow | undefined) => void = () => {};
  const notice = new NoticeModel(clock);
  const postponed = new PostponedModel({
    live: { ready: signal({} as OperatorReady) },
    queue: {
      leaving,
      onArrival(arrival) {
        arrive = arrival;
        return () => {};
      },
    },
    commands: { give: (command, answered) => void given.push({ command, answered }) },
    saidAt: () => 100,
    ...{ notice, clock, store },
  });
  return { postponed, given, leaving, notice, clock, store, arrive: (row: DeskRow) => arrive(row, undefined) };
}
const RESOLVE = { type: 'resolve', conversation: 'c' } as const;

test('the relay is told after a few seconds, and the conversation has left the lists at once', () => {
  const { postponed, given, leaving, clock, store, notice } = setUp();
  postponed.give(RESOLVE);
  expect([...leaving.value]).toEqual(['c']);
  expect(notice.wayBack.value).not.toBeNull();
  clock.advance(UNDO_MS - 1);
  expect(given).toEqual([]);
  clock.advance(1);
  expect(given.map(({ command }) => command)).toEqual([RESOLVE]);
  expect(store.get('postponed.c')).not.toBeNull();
  given[0]?.answered(null, undefined);
  expect([leaving.value.size, store.get('postponed.c')]).toEqual([0, null]);
});

test('undone, nothing has happened, and the newest is undone first', () => {
  const { postponed, given, leaving, clock, store } = setUp();
  postponed.give({ type: 'resolve', conversation: 'a' });
  postponed.give(RESOLVE);
  expect(postponed.undo()).toBe(true);
  expect([...leaving.value]).toEqual(['a']);
  expect(postponed.undo()).toBe(true);
  expect(postponed.undo()).toBe(false);
  clock.advance(60_000);
  expect([given, leaving.value.size, store.get('postponed.c')]).toEqual([[], 0, null]);
});

test('a player who writes meanwhile calls it off; what was said before does not, nor what its operator says', () => {
  const { postponed, given, clock, notice, arrive } = setUp();
  postponed.give(RESOLVE);
  arrive(rowSaid(100));
  arrive(rowSaid(101, 'operator'));
  expect(postponed.waiting.value).toEqual(['c']);
  arrive(rowSaid(101));
  expect(postponed.waiting.value).toEqual([]);
  expect(notice.text.value).toBe('undo.resolve.player');
  clock.advance(60_000);
  expect(given).toEqual([]);
});

test('a page that is opened anew tells what the one before had not, unless the player wrote', () => {
  const { store } = fakeStore();
  const clock = fakeClock();
  setUp(store, clock).postponed.give(RESOLVE);
  const second = setUp(store, clock);
  expect([...second.leaving.value]).toEqual(['c']);
  clock.advance(UNDO_MS);
  expect(second.given.map(({ command }) => command)).toEqual([RESOLVE]);

  const other = fakeStore().store;
  setUp(other).postponed.give(RESOLVE);
  const third = setUp(other);
  third.arrive(rowSaid(200));
  third.clock.advance(60_000);
  expect(third.given).toEqual([]);
});

test('what one tab has undone another does not tell', () => {
  const { store } = fakeStore();
  const first = setUp(store);
  first.postponed.give(RESOLVE);
  const second = setUp(store);
  first.postponed.undo();
  second.clock.advance(60_000);
  expect(second.given).toEqual([]);
  expect(second.leaving.value.size).toBe(0);
});

test('a refusal is said, and the conversation is back', () => {
  const { postponed, given, leaving, notice } = setUp();
  postponed.give(RESOLVE);
  postponed.leave();
  given[0]?.answered('conflict', undefined);
  expect(leaving.value.size).toBe(0);
  expect(notice.text.value).toBe('refused');
});

test('what is kept and makes no sense is forgotten', () => {
  const { store } = fakeStore();
  store.set('postponed.c', '{"not":"a list"');
  expect(setUp(store).postponed.waiting.value).toEqual([]);
});
