/**
 * What facts are added up by. A slice answers a question that narrows by its dimensions or tells by them; what no slice
 * answers is counted from the facts. By two dimensions of which one is the operator there are sums by month only: by day
 * they would be as many as the facts. Pure.
 */
import type { Grouping } from '@touchline/shared/reports-metrics.ts';

export type Grain = 'day' | 'month';
export type Dimension = 'hour' | 'operator' | 'topic' | 'language';
/** At most two. A day's are found by the first: of many days and all topics it is the index that takes long. */
export type Slice = { grain: Grain; by: readonly Dimension[] };

export const SLICES: Record<Grain, readonly (readonly Dimension[])[]> = {
  day: [[], ['operator'], ['topic'], ['language'], ['topic', 'language']],
  month: [
    ...([[], ['hour'], ['operator'], ['topic'], ['language']] as const),
    ...([
      ['topic', 'language'],
      ['topic', 'operator'],
      ['language', 'operator'],
    ] as const),
  ],
};

export const nameOf = ({ grain, by }: Slice): string => [grain, ...by].join('/');

type Asked = { by: Grouping; operator: string | null; topic: string | null; language: string | null };

/** Null: none does. */
export function sliceFor(grain: Grain, asked: Asked): Slice | null {
  if (grain === 'month' && (asked.by === 'day' || asked.by === 'week')) return null;
  const narrowed = (['operator', 'topic', 'language'] as const).filter((dimension) => asked[dimension] !== null);
  const wanted = new Set<Dimension>([...narrowed, ...toldBy(asked.by)]);
  const by = SLICES[grain].find(
    (one) =>
      one.length === wanted.size &&
      one.every((dimension) => wanted.has(dimension)) &&
      (grain === 'month' || one.length < 2 || narrowed.some((dimension) => dimension === one[0])),
  );
  return by ? { grain, by } : null;
}

function toldBy(by: Grouping): Dimension[] {
  if (by === 'hour-of-week') return ['hour'];
  return by === 'operator' || by === 'topic' || by === 'language' ? [by] : [];
}
