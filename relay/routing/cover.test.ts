/** When somebody is next expected: past midnight, by language, over the changes of clocks. */
import type { Cover, Shift } from '@touchline/shared/cover.ts';
import { describe, expect, it } from 'vitest';
import { nextShift } from './cover.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const cover = (...shifts: Shift[]): Cover => ({ timeZone: 'Europe/Warsaw', shifts });
const next = (of: Cover, now: string, language = 'pl') => {
  const moment = nextShift(of, language, at(now));
  return moment === null ? null : Temporal.Instant.fromEpochMilliseconds(moment).toString();
};

describe('the next shift', () => {
  it('begins this morning when it is night', () => {
    expect(next(cover({ days: EVERY_DAY, from: '08:00', to: '23:00' }), '2026-11-22T03:00:00+01:00')).toBe(
      '2026-11-22T07:00:00Z',
    );
  });

  it('begins tomorrow when today’s has begun', () => {
    expect(next(cover({ days: EVERY_DAY, from: '18:00', to: '03:00' }), '2026-11-22T19:00:00+01:00')).toBe(
      '2026-11-23T17:00:00Z',
    );
  });

  it('skips the days that have none', () => {
    // A Friday evening; the desk is open on working days.
    expect(next(cover({ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }), '2026-11-20T20:00:00+01:00')).toBe(
      '2026-11-23T08:00:00Z',
    );
  });

  it('is one in which the player’s language is spoken', () => {
    const both = cover(
      { days: EVERY_DAY, from: '08:00', to: '12:00', languages: ['pl'] },
      { days: EVERY_DAY, from: '12:00', to: '20:00', languages: ['vi', 'en'] },
    );
    expect(next(both, '2026-11-22T03:00:00+01:00', 'vi')).toBe('2026-11-22T11:00:00Z');
    expect(next(both, '2026-11-22T03:00:00+01:00', 'pt-BR')).toBeNull();
  });

  it('is right on the days on which clocks change, also within the hour that is skipped', () => {
    expect(next(cover({ days: EVERY_DAY, from: '08:00', to: '23:00' }), '2026-03-29T00:30:00+01:00')).toBe(
      '2026-03-29T06:00:00Z',
    );
    expect(next(cover({ days: EVERY_DAY, from: '08:00', to: '23:00' }), '2026-10-25T00:30:00+02:00')).toBe(
      '2026-10-25T07:00:00Z',
    );
    expect(next(cover({ days: EVERY_DAY, from: '02:30', to: '06:00' }), '2026-03-29T00:30:00+01:00')).toBe(
      '2026-03-29T01:30:00Z',
    );
  });

  it('is unknown when nothing is planned', () => {
    expect(next(cover(), '2026-11-22T03:00:00Z')).toBeNull();
  });
});
