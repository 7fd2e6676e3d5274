import type { Cover } from '@touchline/shared/cover.ts';
import { expect, it } from 'vitest';
import { openingAt } from './open.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const warsaw = (from: string, to: string, days = EVERY_DAY): Cover => ({
  timeZone: 'Europe/Warsaw',
  shifts: [{ days, from, to }],
});
const at = (iso: string) => Date.parse(iso);
const said = (cover: Cover, iso: string) => {
  const opening = openingAt(cover, at(iso));
  const moment = opening.isOpen ? opening.until : opening.next;
  return [opening.isOpen, moment === null ? null : new Date(moment).toISOString().slice(0, 16)];
};

it.each([
  ['within a day', '10:00', '18:00', '2026-11-23T12:00Z', true, '2026-11-23T17:00'],
  ['before it opens', '10:00', '18:00', '2026-11-23T08:00Z', false, '2026-11-23T09:00'],
  ['after it closed', '10:00', '18:00', '2026-11-23T17:00Z', false, '2026-11-24T09:00'],
  ['an evening that passes midnight', '18:00', '02:00', '2026-11-23T23:30Z', true, '2026-11-24T01:00'],
  ['from midnight to midnight', '00:00', '00:00', '2026-11-23T12:00Z', true, '2026-11-30T23:00'],
  ['a day on which the clock goes forward', '01:00', '04:00', '2026-03-29T00:30Z', true, '2026-03-29T02:00'],
  ['a beginning that the clock skips', '02:30', '06:00', '2026-03-29T00:00Z', false, '2026-03-29T01:30'],
  [
    'a day on which it goes back: the first of the two',
    '02:30',
    '06:00',
    '2026-10-25T00:00Z',
    false,
    '2026-10-25T00:30',
  ],
])('%s', (_, from, to, now, isOpen, moment) => {
  expect(said(warsaw(from, to), now)).toEqual([isOpen, moment]);
});

it('shifts that touch are one opening', () => {
  const cover: Cover = {
    timeZone: 'Europe/Warsaw',
    shifts: [
      { days: [1], from: '10:00', to: '14:00' },
      { days: [1], from: '14:00', to: '20:00' },
    ],
  };
  expect(said(cover, '2026-11-23T10:00Z')).toEqual([true, '2026-11-23T19:00']);
});

it('a site that is open on one day a week says which, and without shifts none', () => {
  expect(said(warsaw('10:00', '18:00', [1]), '2026-11-24T12:00Z')).toEqual([false, '2026-11-30T09:00']);
  expect(said({ timeZone: 'Europe/Warsaw', shifts: [] }, '2026-11-24T12:00Z')).toEqual([false, null]);
});
