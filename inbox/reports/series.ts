/** The lines of a chart, out of a table. Pure but for the words. */
import type { ReportTable } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';
import { drawnOf, headlineOf, type Part, type Unit, unitOf, valueIn } from './told.ts';
import { rowName, shortName } from './values.ts';

/** Told apart by how they are drawn; colour only helps. */
export type Stroke = 'solid' | 'dashed' | 'dotted';
export type Line = { id: string; name: string; stroke: Stroke; values: readonly (number | null)[] };
export type Series = {
  title: string;
  unit: Unit;
  lines: readonly Line[];
  /** Of each point, in full and for the axis. */
  names: readonly string[];
  ticks: readonly string[];
  /** How many each point is made of, where that says something. */
  counts: readonly (number | null)[];
};

const STROKES: readonly Stroke[] = ['solid', 'dashed', 'dotted'];

export function seriesOf(metric: MetricKey, table: ReportTable): Series {
  const parts = drawnOf(metric);
  const headline = headlineOf(metric);
  const valuesOf = (rows: ReportTable['rows'], part: Part) => rows.map(({ figures }) => valueIn(figures[metric], part));
  const lines: Line[] = parts.map((part, i) => ({
    ...{ id: part, name: partName(metric, part), stroke: STROKES[i] ?? 'dotted', values: valuesOf(table.rows, part) },
  }));
  if (table.previous) {
    // By its place: the first day under the first. Of two months the second may be shorter.
    const before = valuesOf(table.previous.rows, headline);
    const values = table.rows.map((_, at) => before[at] ?? null);
    lines.push({ id: 'before', name: beforeName(metric), stroke: 'dotted', values });
  }
  return {
    ...{ title: t(`reports.metric.${metric}`), unit: unitOf(metric, parts[0] as Part), lines },
    names: table.rows.map((row) => rowName(table.by, row)),
    ticks: table.rows.map(({ key }) => shortName(table.by, key)),
    counts: table.rows.map(({ figures }) => {
      const figure = figures[metric];
      return figure && figure.kind !== 'load' && figure.kind !== 'count' ? figure.count : null;
    }),
  };
}

export const beforeName = (metric: MetricKey): string =>
  t('reports.part.before', { part: partName(metric, headlineOf(metric)).toLowerCase() });

export function partName(metric: MetricKey, part: Part): string {
  return part === 'count' && headlineOf(metric) === 'count' ? t('reports.part.number') : t(`reports.part.${part}`);
}

export function extremes(values: readonly (number | null)[]) {
  let [lowAt, highAt] = [-1, -1];
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    if (lowAt < 0 || value < (values[lowAt] as number)) lowAt = at;
    if (highAt < 0 || value > (values[highAt] as number)) highAt = at;
  }
  if (lowAt < 0) return null;
  return { lowAt, highAt, low: values[lowAt] as number, high: values[highAt] as number };
}
