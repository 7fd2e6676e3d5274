import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { expect, test } from 'vitest';
import { HoldingModel, inPlaces, keepPlaces } from './holding.ts';

const rows = (text: string) => text.split(' ').map((id) => ({ id }) as DeskRow);
const ids = (list: readonly DeskRow[]) => list.map(({ id }) => id).join(' ');

test('whoever was there stays in place, as they are now; who is new stands at the end', () => {
  const changed = { id: 'b', unread: 3 } as DeskRow;
  const gone = { id: 'c', unread: 1 } as DeskRow;
  const now = [{ id: 'd' } as DeskRow, changed, { id: 'a' } as DeskRow];
  const list = inPlaces(rows('a b c'), now, (id) => (id === 'c' ? gone : undefined));
  expect(ids(list)).toBe('a b c d');
  expect([list[1], list[2]]).toEqual([changed, gone]);
});

test('places are held in one list, from when somebody came to it until they leave', () => {
  const places = keepPlaces(() => undefined);
  expect(ids(places(rows('a b'), false, 'waiting'))).toBe('a b');
  expect(ids(places(rows('b a'), true, 'waiting'))).toBe('a b');
  expect(ids(places(rows('c b'), true, 'waiting'))).toBe('a b c');
  expect(ids(places(rows('x y'), true, 'mine'))).toBe('x y');
  expect(ids(places(rows('y x'), false, 'mine'))).toBe('y x');
});

test('a pointer that rests long holds no longer, and keys for a short while', () => {
  const clock = fakeClock();
  const holding = new HoldingModel(clock);
  holding.pointed();
  clock.advance(60_000);
  holding.pointed();
  clock.advance(119_000);
  expect(holding.held.value).toBe(true);
  clock.advance(2_000);
  expect(holding.held.value).toBe(false);
  holding.keyed();
  holding.left();
  expect(holding.held.value).toBe(true);
  clock.advance(5_001);
  expect(holding.held.value).toBe(false);
});
