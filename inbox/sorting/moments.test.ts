import { afterAll, expect, test } from 'vitest';
import { momentsFrom, momentTyped, typedMoment } from './moments.ts';

const zone = process.env.TZ;
afterAll(() => {
  process.env.TZ = zone;
});

/** As the operator's wall clock says it. */
function from(timeZone: string, typed: string): Record<string, string> {
  process.env.TZ = timeZone;
  const moments = momentsFrom(new Date(typed).getTime());
  return Object.fromEntries(moments.map(({ moment, at }) => [moment, typedMoment(at)]));
}

test('on a Wednesday morning: an hour, this evening, tomorrow at nine, Monday at nine', () => {
  expect(from('Europe/Minsk', '2026-11-25T10:05')).toEqual({
    ...{ hour: '2026-11-25T11:05', tonight: '2026-11-25T18:00' },
    ...{ tomorrow: '2026-11-26T09:00', monday: '2026-11-30T09:00' },
  });
});

test('what has passed, or comes to the same, is not offered', () => {
  expect(from('Europe/Minsk', '2026-11-25T17:30')).not.toHaveProperty('tonight');
  expect(from('Europe/Minsk', '2026-11-29T20:00')).toEqual({ hour: '2026-11-29T21:00', tomorrow: '2026-11-30T09:00' });
  expect(from('Europe/Minsk', '2026-11-30T08:00').monday).toBe('2026-12-07T09:00');
});

test('nine o’clock is nine o’clock when clocks change overnight', () => {
  expect(from('Europe/Warsaw', '2026-10-24T22:00')).toMatchObject({ tomorrow: '2026-10-25T09:00' });
  expect(from('Europe/Warsaw', '2027-03-27T22:00')).toMatchObject({ tomorrow: '2027-03-28T09:00' });
  process.env.TZ = 'Europe/Warsaw';
  const evening = new Date('2026-10-24T22:00').getTime();
  expect((momentsFrom(evening).find(({ moment }) => moment === 'tomorrow')?.at ?? 0) - evening).toBe(12 * 3_600_000);
});

test('a date that was typed counts if it is still to come', () => {
  process.env.TZ = 'Europe/Minsk';
  const now = new Date('2026-11-25T10:00').getTime();
  expect(momentTyped('2026-12-01T09:30', now)).toBe(new Date('2026-12-01T06:30Z').getTime());
  expect(momentTyped('2026-11-25T09:59', now)).toBeNull();
  expect(momentTyped('', now)).toBeNull();
});
