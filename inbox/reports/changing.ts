/** How a number stands against the period before. Of few nothing is made a percentage. Pure. */
import type { Figure } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { betterWhen, headlineOf, isFew, unitOf, valueIn } from './told.ts';

const FEW = 5;
/** What is smaller is no news: in percent, points, tenths of a mark. */
const NOTICEABLE = { part: 5, points: 2, marks: 2 } as const;

export type Change = {
  way: 'up' | 'down' | 'same';
  /** By which part, by how many points of a percentage, by how many marks. */
  by: number;
  of: 'part' | 'points' | 'marks';
  verdict: 'better' | 'worse' | null;
};

/** Null where nothing can be said: of one there is nothing, or only a few. */
export function changeOf(metric: MetricKey, now: Figure | undefined, before: Figure | undefined): Change | null {
  const part = headlineOf(metric);
  const [value, was] = [valueIn(now, part), valueIn(before, part)];
  if (value === null || was === null || isFew(now) || isFew(before)) return null;
  const unit = unitOf(metric, part);
  if (unit === 'count' && was < FEW) return null;
  const of = unit === 'share' ? 'points' : unit === 'mark' ? 'marks' : 'part';
  if (of === 'part' && was === 0) return null;
  const by = of === 'part' ? (value - was) / was : of === 'points' ? (value - was) * 100 : value - was;
  const shown = Math.abs(of === 'part' ? Math.round(by * 100) : of === 'points' ? Math.round(by) : Math.round(by * 10));
  if (shown === 0) return { way: 'same', by: 0, of, verdict: null };
  const better = betterWhen(metric);
  const verdict =
    better === null || shown < NOTICEABLE[of] ? null : by > 0 === (better === 'more') ? 'better' : 'worse';
  return { way: by > 0 ? 'up' : 'down', by: Math.abs(by), of, verdict };
}
