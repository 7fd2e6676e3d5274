import { type AlertKind, alertLimits } from '@touchline/shared/supervision.ts';
import { describe, expect, it } from 'vitest';
import { isWithin } from './hours.ts';
import { ALONE_AFTER_MS, type Measures, standingLimits } from './limits.ts';

const OFF = { waitMinutes: null, waiting: null, loadPercent: null, unattended: false };
const calm: Measures = {
  waiting: 0,
  waitMinutes: 0,
  online: 3,
  capacity: 12,
  load: 3,
  aloneMs: 0,
  isExpected: true,
};

/** What stands after each of these moments, one after the other. */
function lived(limits: object, moments: Partial<Measures>[], remembers = true): string[] {
  let standing: AlertKind[] = [];
  return moments.map((moment) => {
    standing = standingLimits(
      alertLimits.parse({ ...OFF, ...limits }),
      { ...calm, ...moment },
      new Set(remembers ? standing : []),
    ).map(({ kind }) => kind);
    return standing.join();
  });
}

describe('a limit', () => {
  it('is passed when it is reached, and kept again only well below it', () => {
    const waits = [9, 10, 9, 8.5, 10, 7.9, 9, 10].map((waitMinutes) => ({ waitMinutes }));
    expect(lived({ waitMinutes: 10 }, waits)).toEqual(['', 'wait', 'wait', 'wait', 'wait', '', '', 'wait']);
    const queue = [24, 25, 24, 20, 19, 24].map((waiting) => ({ waiting }));
    expect(lived({ waiting: 25 }, queue)).toEqual(['', 'waiting', 'waiting', 'waiting', '', '']);
    const loads = [10, 11, 10, 9, 8].map((load) => ({ load }));
    expect(lived({ loadPercent: 90 }, loads)).toEqual(['', 'load', 'load', 'load', '']);
  });

  it('would flap without what stands (the control)', () => {
    const queue = [25, 24, 25, 24].map((waiting) => ({ waiting }));
    expect(lived({ waiting: 25 }, queue, false)).toEqual(['waiting', '', 'waiting', '']);
    expect(lived({ waiting: 25 }, queue)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
  });

  it('that is not set is never passed, nor the load of nobody', () => {
    const busy = { waiting: 1_000, waitMinutes: 1_000, load: 100, online: 0, aloneMs: 1e9 };
    expect(lived({}, [busy])).toEqual(['']);
    expect(lived({ loadPercent: 50 }, [{ capacity: 0, load: 0, online: 0 }])).toEqual(['']);
  });

  it('of one ends when nobody waits', () => {
    expect(lived({ waiting: 1 }, [{ waiting: 1 }, { waiting: 0 }])).toEqual(['waiting', '']);
  });

  it('of nobody there passes after a while in which somebody should be, and ends with the first who comes', () => {
    const moments = [
      { online: 0, aloneMs: ALONE_AFTER_MS - 1 },
      { online: 0, aloneMs: ALONE_AFTER_MS },
      { online: 0, aloneMs: 1 },
      { online: 1 },
      { online: 0, aloneMs: 1e6, isExpected: false },
    ];
    expect(lived({ unattended: true }, moments)).toEqual(['', 'unattended', 'unattended', '', '']);
  });

  it('says by how much, in whole numbers', () => {
    const limits = alertLimits.parse({ waitMinutes: 5, loadPercent: 50 });
    const passed = standingLimits(limits, { ...calm, waitMinutes: 7.9, load: 7 }, new Set());
    expect(passed).toEqual([
      { kind: 'wait', limit: 5, value: 7 },
      { kind: 'load', limit: 50, value: 58 },
    ]);
  });
});

describe('hours', () => {
  const evening = { timeZone: 'Europe/Warsaw', shifts: [{ days: [6], from: '18:00', to: '02:00' }] };
  const allDay = { timeZone: 'Europe/Warsaw', shifts: [{ days: [7], from: '00:00', to: '00:00' }] };
  const at = (time: string) => Date.parse(time);

  it('go past midnight into the day after', () => {
    expect(isWithin(evening, at('2026-11-21T16:59:00Z'))).toBe(false);
    expect(isWithin(evening, at('2026-11-21T17:00:00Z'))).toBe(true);
    expect(isWithin(evening, at('2026-11-22T00:59:00Z'))).toBe(true);
    expect(isWithin(evening, at('2026-11-22T01:00:00Z'))).toBe(false);
    expect(isWithin(evening, at('2026-11-22T17:30:00Z'))).toBe(false);
  });

  it('last the whole day, of 25 hours too', () => {
    expect(isWithin(allDay, at('2026-10-24T22:00:00Z'))).toBe(true);
    expect(isWithin(allDay, at('2026-10-25T22:59:00Z'))).toBe(true);
    expect(isWithin(allDay, at('2026-10-25T23:00:00Z'))).toBe(false);
  });
});
