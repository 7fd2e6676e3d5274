import { expect, it } from 'vitest';
import { addDays, daysIn, isDay, mondayOf, todayIn } from './days.ts';

it('a day is one day on, whatever the clocks do in it', () => {
  expect(addDays('2026-03-28', 1)).toBe('2026-03-29');
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
  expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
  expect(daysIn({ from: '2026-03-01', to: '2026-03-31' })).toBe(31);
  expect(daysIn({ from: '2026-10-01', to: '2026-10-31' })).toBe(31);
});

it('a week begins on Monday', () => {
  expect(mondayOf('2026-03-29')).toBe('2026-03-23');
  expect(mondayOf('2026-03-30')).toBe('2026-03-30');
});

it('today is the site’s', () => {
  const at = Date.parse('2026-03-29T23:30:00Z');
  expect(todayIn('Europe/Warsaw', at)).toBe('2026-03-30');
  expect(todayIn('America/Sao_Paulo', at)).toBe('2026-03-29');
});

it('only a day of the calendar is one', () => {
  expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true);
  expect(['2026-02-29', '2026-2-1', '', 'today'].some(isDay)).toBe(false);
});
