import { describe, expect, it } from 'vitest';
import { formatDay, formatTime } from './dates.ts';
import { LOCALES } from './people.ts';

const t = (key: string) => key;
const NOW = new Date(2026, 10, 22, 14, 5).getTime();
const DAYS = Array.from({ length: 400 }, (_, i) => new Date(2026, 0, 1 + i, 9, 7).getTime());

describe.each(LOCALES)('%s', (locale) => {
  it('writes times as its speakers do', () => {
    const reference = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    for (let minute = 0; minute < 1_440; minute += 13) {
      const at = new Date(2026, 0, 1, 0, minute).getTime();
      expect(formatTime(at, locale)).toBe(reference.format(at));
    }
  });

  it('writes days as its speakers do, with the year where it is another', () => {
    const sameYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
    const otherYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
    for (const at of DAYS) {
      const format = new Date(at).getFullYear() === 2026 ? sameYear : otherYear;
      if (!formatDay(at, locale, NOW, t).startsWith('day.'))
        expect(formatDay(at, locale, NOW, t)).toBe(format.format(at));
    }
  });
});

describe('near days have names', () => {
  it.each([
    ['the first minute of today', new Date(2026, 10, 22, 0, 0), 'day.today'],
    ['a moment ahead, by another clock', new Date(2026, 10, 22, 14, 6), 'day.today'],
    ['the last minute of yesterday', new Date(2026, 10, 21, 23, 59), 'day.yesterday'],
    ['the first minute of yesterday', new Date(2026, 10, 21, 0, 0), 'day.yesterday'],
    ['the day before', new Date(2026, 10, 20, 23, 59), '20 лістапада'],
    ['tomorrow', new Date(2026, 10, 23), '23 лістапада'],
    ['the same day of another year', new Date(2025, 10, 22), '22 лістапада 2025 г.'],
  ])('%s', (_, date, expected) => expect(formatDay(date.getTime(), 'be', NOW, t)).toBe(expected));

  it('knows yesterday across the end of a year', () => {
    const newYear = new Date(2027, 0, 1, 8).getTime();
    expect(formatDay(new Date(2026, 11, 31, 9).getTime(), 'az', newYear, t)).toBe('day.yesterday');
    expect(formatDay(new Date(2026, 11, 30, 9).getTime(), 'az', newYear, t)).toBe('30 dekabr 2026');
  });
});
