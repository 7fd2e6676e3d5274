import { LOCALES } from '@touchline/shared/people.ts';
import { expect, it } from 'vitest';
import { dayInSentence } from './expected-day.ts';

/** A Saturday; the day after tomorrow is the first that is called by its name. */
const NOW = new Date(2026, 10, 21, 12).getTime();
const after = (days: number) => new Date(2026, 10, 21 + days, 9);

it.each(LOCALES)('calls the days in %s as the language does, in whatever case', (locale) => {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
  for (const days of [2, 3, 4, 5, 6, 7, 8]) {
    const stem = weekday.format(after(days)).toLowerCase().slice(0, -1);
    expect(dayInSentence(after(days).getTime(), locale, NOW).toLowerCase()).toContain(stem);
  }
});

it.each(LOCALES)('calls today and tomorrow in %s as the language does', (locale) => {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const days of [0, 1])
    expect(dayInSentence(after(days).getTime(), locale, NOW)).toBe(relative.format(days, 'day').toLowerCase());
});
