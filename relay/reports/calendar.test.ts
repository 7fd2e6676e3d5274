/** Days and hours of sites where clocks change: Warsaw by an hour, Lord Howe by half of one, São Paulo and Baku no more. */
import { expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const at = (moment: string) => Date.parse(moment);
const inZone = (timeZone: string, from = '22:00', to = '06:00', days = EVERY_DAY) =>
  createCalendar({ timeZone, shifts: [{ days, from, to }] });

it.each([
  ['Europe/Warsaw', '2026-03-29T00:59Z', '2026-03-29', 1],
  ['Europe/Warsaw', '2026-03-29T01:00Z', '2026-03-29', 3],
  ['Europe/Warsaw', '2026-10-25T00:30Z', '2026-10-25', 2],
  ['Europe/Warsaw', '2026-10-25T01:30Z', '2026-10-25', 2],
  ['Europe/Warsaw', '2026-10-25T22:59Z', '2026-10-25', 23],
  ['Europe/Warsaw', '2026-10-25T23:00Z', '2026-10-26', 0],
  ['America/Sao_Paulo', '2026-11-01T02:59Z', '2026-10-31', 23],
  ['America/Sao_Paulo', '2026-11-01T03:00Z', '2026-11-01', 0],
  ['Asia/Baku', '2026-03-29T20:00Z', '2026-03-30', 0],
  ['Australia/Lord_Howe', '2026-04-04T14:59Z', '2026-04-05', 1],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z', '2026-04-05', 1],
  ['Australia/Lord_Howe', '2026-10-03T15:29Z', '2026-10-04', 1],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z', '2026-10-04', 2],
])('in %s it is, at %s, %s, %i o’clock', (zone, moment, day, hour) => {
  expect(createCalendar({ timeZone: zone, shifts: [] }).local(at(moment))).toEqual({ day, hour });
});

it.each([
  ['Europe/Warsaw', '2026-03-28T23:00Z', 23],
  ['Europe/Warsaw', '2026-10-24T22:00Z', 25],
  ['Europe/Warsaw', '2026-06-14T22:00Z', 24],
  ['Australia/Lord_Howe', '2026-04-04T13:00Z', 24.5],
  ['Australia/Lord_Howe', '2026-10-03T13:30Z', 23.5],
  ['Asia/Baku', '2026-03-28T20:00Z', 24],
])('in %s the day that begins at %s has %d hours', (zone, midnight, hours) => {
  const pieces = createCalendar({ timeZone: zone, shifts: [] }).hours(at(midnight), at(midnight) + 30 * HOUR);
  const day = pieces.filter((piece) => piece.day === pieces[0]?.day);
  expect(day.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(hours * HOUR);
});

it.each([
  ['a night shift in which an hour is skipped', 'Europe/Warsaw', '2026-03-28T12:00Z', 7],
  ['one in which an hour comes twice', 'Europe/Warsaw', '2026-10-24T12:00Z', 9],
  ['an ordinary one', 'Europe/Warsaw', '2026-06-14T12:00Z', 8],
  ['one in which half an hour comes twice', 'Australia/Lord_Howe', '2026-04-04T03:00Z', 8.5],
  ['one in which half an hour is skipped', 'Australia/Lord_Howe', '2026-10-03T03:00Z', 7.5],
  ['one where clocks no longer change', 'America/Sao_Paulo', '2026-10-17T18:00Z', 8],
])('%s lasts so long', (_, zone, noon, hours) => {
  expect(inZone(zone).businessMs(at(noon), at(noon) + 23 * HOUR)).toBe(hours * HOUR);
});

it('a shift that would begin in the hour that is skipped begins when that is over', () => {
  const calendar = inZone('Europe/Warsaw', '02:15', '05:00', [7]);
  expect(calendar.businessMs(at('2026-03-28T20:00Z'), at('2026-03-29T20:00Z'))).toBe(2 * HOUR);
});

it('the evening before reaches over midnight, and only where there is one', () => {
  const calendar = inZone('Europe/Warsaw', '20:00', '02:00', [5]);
  expect(calendar.businessMs(at('2026-06-12T22:30Z'), at('2026-06-13T08:00Z'))).toBe(1.5 * HOUR);
  expect(calendar.businessMs(at('2026-06-13T22:30Z'), at('2026-06-14T08:00Z'))).toBe(0);
});

it('shifts that overlap count once, a day round the clock counts whole', () => {
  const shifts = [
    { days: EVERY_DAY, from: '09:00', to: '17:00' },
    { days: EVERY_DAY, from: '12:00', to: '20:00', languages: ['pl'] },
  ];
  const [from, to] = [at('2026-06-14T22:00Z'), at('2026-06-15T22:00Z')];
  expect(createCalendar({ timeZone: 'Europe/Warsaw', shifts }).businessMs(from, to)).toBe(11 * HOUR);
  expect(inZone('Europe/Warsaw', '00:00', '00:00').businessMs(from, to)).toBe(24 * HOUR);
});

it('a duration counts what of it lies within, however long it is', () => {
  const calendar = inZone('Asia/Baku', '09:00', '18:00', [1, 2, 3, 4, 5]);
  expect(calendar.businessMs(at('2026-06-12T13:50Z'), at('2026-06-15T05:05Z'))).toBe(15 * MINUTE);
  expect(calendar.businessMs(at('2026-06-01T00:00Z'), at('2026-06-29T00:00Z'))).toBe(20 * 9 * HOUR);
  expect(calendar.businessMs(at('2026-06-15T08:00Z'), at('2026-06-15T07:00Z'))).toBe(0);
});

it('a site that has said nothing is in UTC and has no hours', () => {
  const calendar = createCalendar(null);
  expect(calendar).toMatchObject({ timeZone: 'UTC', hasHours: false });
  expect(calendar.local(at('2026-03-29T01:30Z'))).toEqual({ day: '2026-03-29', hour: 1 });
});

it('what is cut into hours is whole, and each piece is of one hour', () => {
  const [from, to] = [at('2026-10-24T20:10Z') + 7, at('2026-10-25T04:20Z') + 3];
  const calendar = inZone('Europe/Warsaw');
  const pieces = calendar.hours(from, to);
  expect(pieces.map(({ hour }) => hour)).toEqual([22, 23, 0, 1, 2, 3, 4, 5]);
  expect(pieces[0]?.from).toBe(from);
  expect(pieces.at(-1)?.to).toBe(to);
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) expect(piece.from).toBe(pieces[i - 1]?.to);
    expect(calendar.local(piece.to - 1)).toEqual({ day: piece.day, hour: piece.hour });
  }
});
