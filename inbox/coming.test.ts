import { afterAll, expect, test } from 'vitest';
import { comesAt } from './coming.ts';
import { speak } from './words.ts';

const zone = process.env.TZ;
process.env.TZ = 'Europe/Warsaw';
afterAll(() => {
  process.env.TZ = zone;
});

const NOW = new Date('2026-11-22T17:10').getTime();
const said = (typed: string, now = NOW) => comesAt(new Date(typed).getTime(), now);

test('a time to come is said with its day and how far it is, in the language of the inbox', async () => {
  await speak('en');
  expect(said('2026-11-24T09:00')).toBe('Tue 24 Nov, 09:00 · in 2 days');
  expect(said('2026-11-23T09:00')).toBe('Mon 23 Nov, 09:00 · tomorrow');
  expect(said('2026-11-22T20:10')).toBe('Sun 22 Nov, 20:10 · in 3 hours');
  expect(said('2026-11-22T17:30')).toBe('Sun 22 Nov, 17:30 · in 20 minutes');
  await speak('ru');
  expect(said('2026-11-24T09:00')).toBe('вт, 24 нояб., 09:00 · послезавтра');
  await speak('pl');
  expect(said('2026-11-29T09:00')).toBe('niedz., 29 lis, 09:00 · za 7 dni');
});

test('days are those of the calendar, also over the night in which clocks change', async () => {
  await speak('en');
  expect(said('2026-10-26T09:00', new Date('2026-10-24T23:50').getTime())).toContain('in 2 days');
});
