import type { SpanState } from '@touchline/shared/presence.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, type Change, spansOf, totalsOf } from './timeline.ts';

const HOUR = 3_600_000;
const at = (state: SpanState, minutes: number): Change => ({ state, at: minutes * 60_000 });
const told = (spans: ReturnType<typeof spansOf>) =>
  spans.map(({ state, from, until }) => `${state} ${from / 60_000}–${until / 60_000}`);

describe('a day of an operator', () => {
  it('is offline before anything was written, and goes on as what it was last', () => {
    expect(told(spansOf([], 0, 60_000))).toEqual(['offline 0–1']);
    expect(told(spansOf([at('online', 10)], 0, 60 * 60_000))).toEqual(['offline 0–10', 'online 10–60']);
    expect(told(spansOf([at('away', -30), at('online', 10)], 0, 1_200_000))).toEqual(['away 0–10', 'online 10–20']);
  });

  it('is gone for five minutes, and offline after them, also from the day before', () => {
    expect(told(spansOf([at('gone', 10), at('online', 60)], 0, 90 * 60_000))).toEqual([
      'offline 0–10',
      'gone 10–15',
      'offline 15–60',
      'online 60–90',
    ]);
    expect(told(spansOf([at('gone', -3)], 0, 600_000))).toEqual(['gone 0–2', 'offline 2–10']);
  });

  it('adds up to the day, without hole or overlap, whatever was written', () => {
    const state = fc.constantFrom<SpanState>('online', 'away', 'finishing', 'offline', 'gone');
    const changes = fc.array(fc.record({ state, at: fc.integer({ min: -HOUR, max: 25 * HOUR }) }));
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 25 * HOUR }), (written, until) => {
        const spans = spansOf(
          written.toSorted((a, b) => a.at - b.at),
          0,
          until,
        );
        let end = 0;
        for (const span of spans) {
          expect(span.from).toBe(end);
          expect(span.until).toBeGreaterThan(span.from);
          end = span.until;
        }
        expect(end).toBe(until);
        expect(Object.values(totalsOf(spans)).reduce((sum, ms) => sum + ms, 0)).toBe(until);
      }),
    );
  });

  it('has 23 or 25 hours where the clocks change', () => {
    const hours = (day: string, zone = 'Europe/Warsaw') => {
      const { from, ends } = boundsOf(day, zone);
      return (ends - from) / HOUR;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-22'), hours('2026-03-29', 'UTC')]).toEqual([
      23, 25, 24, 24,
    ]);
  });
});
