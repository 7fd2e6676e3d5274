import { expect, it } from 'vitest';
import { changesBetween, merge, ORDER } from './merging.ts';

const look = { name: 'Fairplay', color: '#0b6e4f' };

it('what only one of two has changed is merged by itself', () => {
  const { value, overlaps } = merge(look, { ...look, name: 'Fair Play' }, { ...look, color: null as never });
  expect(value).toEqual({ name: 'Fair Play', color: null });
  expect(overlaps).toEqual([]);
});

it('what both have changed is kept as mine until somebody chooses, and is said', () => {
  const [mine, theirs] = [
    { ...look, name: 'Mine' },
    { ...look, name: 'Theirs' },
  ];
  expect(merge(look, mine, theirs)).toEqual({
    value: mine,
    overlaps: [{ path: ['name'], base: 'Fairplay', mine: 'Mine', theirs: 'Theirs' }],
  });
  expect(merge(look, mine, theirs, () => 'theirs').value).toEqual(theirs);
});

it('texts of two languages do not overlap, and one that was taken away stays away', () => {
  const base = { greeting: { en: 'Hello', ru: 'Привет' } };
  const mine = { greeting: { en: 'Hi', ru: 'Привет' } };
  const theirs = { greeting: { en: 'Hello', pl: 'Cześć' } } as never;
  expect(merge(base, mine, theirs)).toEqual({ value: { greeting: { en: 'Hi', pl: 'Cześć' } }, overlaps: [] });
});

it('two who add to a list both have added, and one who removes has removed', () => {
  const list = (...origins: string[]) => ({ origins });
  expect(merge(list('a', 'b'), list('a', 'b', 'mine'), list('b', 'theirs'))).toEqual({
    value: list('b', 'mine', 'theirs'),
    overlaps: [],
  });
});

it('topics are told apart by name: order and urgency are two things', () => {
  const topic = (name: string, urgency: number) => ({ topic: name, urgency });
  const base = { topics: [topic('bets', 1), topic('rules', 0), topic('other', 0)] };
  const mine = { topics: [topic('bets', 3), topic('rules', 0), topic('other', 0)] };
  const theirs = { topics: [topic('other', 0), topic('bets', 1), topic('rules', 0)] };
  expect(merge(base, mine, theirs)).toEqual({
    value: { topics: [topic('other', 0), topic('bets', 3), topic('rules', 0)] },
    overlaps: [],
  });
  const otherwise = { topics: [topic('rules', 0), topic('bets', 1), topic('other', 0)] };
  expect(merge(base, otherwise, theirs).overlaps.map(({ path }) => path)).toEqual([['topics', ORDER]]);
});

it('a list without names is one thing, unless it is as long as it was', () => {
  const base = { notices: [{ label: { en: '18+' } }, { label: { en: 'Licence' } }] };
  const mine = { notices: [{ label: { en: '18+ only' } }, { label: { en: 'Licence' } }] };
  const longer = { notices: [...base.notices, { label: { en: 'Help' } }] };
  const edited = { notices: [{ label: { en: '18+' } }, { label: { en: 'Licence 12' } }] };
  expect(merge(base, mine, edited).overlaps).toEqual([]);
  expect(merge(base, mine, longer).overlaps.map(({ path }) => path)).toEqual([['notices']]);
});

it('says what changed as small as it can be', () => {
  const before = { topics: [{ topic: 'bets', urgency: 1 }], names: { en: 'a' } };
  const after = { topics: [{ topic: 'bets', urgency: 2 }], names: { en: 'a', ru: 'б' } };
  expect(changesBetween(before, after)).toEqual([
    { path: ['topics', 'bets', 'urgency'], before: 1, after: 2 },
    { path: ['names', 'ru'], before: undefined, after: 'б' },
  ]);
  expect(changesBetween({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toEqual([]);
  expect(changesBetween({ languages: ['en', 'ru'] }, { languages: ['ru', 'en'] })).toEqual([
    { path: ['languages', ORDER], before: ['en', 'ru'], after: ['ru', 'en'] },
  ]);
});
