import { describe, expect, it } from 'vitest';
import { trendOf } from './digest.ts';
import { keysOf, lengthOf, monthsOf, rangeBefore } from './ranges.ts';

const range = (from: string, to: string) => ({ from, to });

describe('a range', () => {
  it('has as many days as the calendar, whatever their hours', () => {
    expect(lengthOf(range('2026-03-29', '2026-03-29'))).toBe(1);
    expect(lengthOf(range('2024-01-01', '2024-12-31'))).toBe(366);
    expect(rangeBefore(range('2026-03-01', '2026-03-31'))).toEqual(range('2026-01-29', '2026-02-28'));
  });
  it('is refused where it is the wrong way round, or longer than five years', () => {
    expect(() => lengthOf(range('2026-03-02', '2026-03-01'))).toThrow('after the last');
    expect(() => lengthOf(range('2020-01-01', '2026-03-01'))).toThrow('five years');
    expect(lengthOf(range('2021-01-01', '2025-12-31'))).toBe(1826);
  });
  it('has a row for every day, week, month and hour', () => {
    const spring = range('2026-03-28', '2026-04-06');
    expect(keysOf('day', spring)).toHaveLength(10);
    expect(keysOf('week', spring)).toEqual(['2026-03-23', '2026-03-30', '2026-04-06']);
    expect(keysOf('month', spring)).toEqual(['2026-03', '2026-04']);
    expect(keysOf('hour-of-week', spring)).toHaveLength(168);
    expect(keysOf('topic', spring)).toBe(null);
  });
  it('is read by whole months that are not stale, and day by day besides', () => {
    expect(monthsOf(range('2026-01-15', '2026-05-10'), new Set(['2026-03-01']))).toEqual({
      months: ['2026-02-01', '2026-04-01'],
      rest: [range('2026-01-15', '2026-01-31'), range('2026-03-01', '2026-03-31'), range('2026-05-01', '2026-05-10')],
    });
    expect(monthsOf(range('2026-02-01', '2026-02-28'), new Set())).toEqual({ months: ['2026-02-01'], rest: [] });
  });
});

describe('what rose', () => {
  it.each<[number, number | null, boolean, ReturnType<typeof trendOf>]>([
    [200, 100, true, 'rose'],
    [9, 1, true, 'steady'],
    [13, 10, true, 'steady'],
    [17, 10, true, 'rose'],
    [1_100, 1_000, true, 'steady'],
    [12, 0, true, 'rose'],
    [40, 100, true, 'fell'],
    [2, 9, true, 'steady'],
    [40, 100, false, 'unknown'],
    [200, 100, false, 'rose'],
    [50, null, true, 'unknown'],
  ])('%i where %s is usual (over: %s) is %s', (count, usual, isOver, trend) => {
    expect(trendOf(count, usual, isOver)).toBe(trend);
  });
});
