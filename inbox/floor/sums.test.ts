import type { BoardMember, FloorFrame } from '@touchline/shared/supervision.ts';
import { expect, test } from 'vitest';
import { heldBy, linesOf, longestIdle, peopleOf, sharesBy, ticking, totalsOf } from './sums.ts';

const member = (id: string, more: Partial<BoardMember> = {}) =>
  ({ id, name: id, presence: 'online', load: 0, capacity: 4, sites: [], idleSince: null, ...more }) as BoardMember;
const board = (site: string, more: Partial<FloorFrame> = {}) =>
  ({
    ...{ type: 'floor', site, at: 0, waiting: [], lines: [], held: [], people: [] },
    ...{ over: 0, open: 0, snoozed: 0, escalated: 0, answeredToday: 0 },
    ...more,
  }) as FloorFrame;

const a = board('a', {
  waiting: [
    { language: 'be', topic: 'bets', count: 2, since: 50 },
    { language: 'pl', topic: null, count: 1, since: 10 },
  ],
  over: 1,
  open: 3,
});
const b = board('b', { waiting: [{ language: 'be', topic: 'bets', count: 3, since: 40 }], over: 2, open: 1 });

test('who waits, by brand, language and topic, with the longest wait of each', () => {
  expect(sharesBy([a, b], 'site')).toEqual(
    [
      { key: 'b', count: 3, since: 40 },
      { key: 'a', count: 3, since: 10 },
    ].toSorted((x, y) => x.since - y.since),
  );
  expect(sharesBy([a, b], 'language')).toEqual([
    { key: 'be', count: 5, since: 40 },
    { key: 'pl', count: 1, since: 10 },
  ]);
  expect(sharesBy([a, b], 'topic').map(({ key }) => key)).toEqual(['bets', '']);
  expect(totalsOf([a, b])).toMatchObject({ waiting: 6, since: 10, over: 3, open: 4 });
  expect(totalsOf([])).toMatchObject({ waiting: 0, since: null });
});

test('lines of several sites are one queue, and say of which', () => {
  const line = (id: string, since: number) => ({
    ...{ id, contact: { id, name: null }, language: 'be', topic: null },
    ...{ since, offeredTo: null },
  });
  const boards = [board('a', { lines: [line('late', 9)] }), board('b', { lines: [line('early', 3)] })];
  expect(linesOf(boards).map(({ id, site }) => `${id} ${site}`)).toEqual(['early b', 'late a']);
});

test('somebody who answers on two sites is one, and idle only where nothing keeps them', () => {
  const boards = [
    board('a', { people: [member('ann', { sites: ['a'], idleSince: 5 }), member('bob', { idleSince: 9 })] }),
    board('b', { people: [member('ann', { sites: ['b'], idleSince: 7 })] }),
  ];
  const people = peopleOf(boards);
  expect(people.map(({ id, sites, idleSince }) => ({ id, sites, idleSince }))).toEqual([
    { id: 'ann', sites: ['a', 'b'], idleSince: 7 },
    { id: 'bob', sites: [], idleSince: 9 },
  ]);
  expect(longestIdle(people)).toBe('ann');
  expect(longestIdle([member('ann')])).toBeNull();
  expect(heldBy(boards, 'ann')).toEqual([]);
});

test('a wait ticks', () => {
  expect([0, 65_000, 3_725_000, -5].map(ticking)).toEqual(['0:00', '1:05', '1:02:05', '0:00']);
});
