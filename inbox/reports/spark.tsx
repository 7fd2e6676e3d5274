/** A small line through the period, for the shape of it: its values stand in the view that the card leads to. */
import type { ReportTable } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';
import { extremes } from './series.ts';
import { headlineOf, unitOf, valueIn } from './told.ts';
import { rowName, written } from './values.ts';

const HEIGHT = 32;
const WIDTH = 200;
const EDGE = 3;

export function Spark({ metric, table }: { metric: MetricKey; table: ReportTable }) {
  const part = headlineOf(metric);
  const values = table.rows.map(({ figures }) => valueIn(figures[metric], part));
  const found = extremes(values);
  if (!found || values.length < 2) return null;
  const unit = unitOf(metric, part);
  const named = (at: number) => rowName(table.by, table.rows[at] ?? { key: '', name: null });
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('reports.chart.text', {
        title: t(`reports.metric.${metric}`),
        low: written(found.low, unit),
        lowAt: named(found.lowAt),
        high: written(found.high, unit),
        highAt: named(found.highAt),
      })}
    >
      <path d={pathOf(values, found.high)} fill="none" vector-effect="non-scaling-stroke" />
      <path class="alone" d={pathOf(alone(values), found.high)} fill="none" vector-effect="non-scaling-stroke" />
    </svg>
  );
}

/** Without the values that have a neighbour. */
const alone = (values: readonly (number | null)[]) =>
  values.map((value, at) => ((values[at - 1] ?? values[at + 1] ?? null) === null ? value : null));

/** From zero up. A value between two that are missing is a dot: a line as long as nothing, with round ends. */
function pathOf(values: readonly (number | null)[], high: number): string {
  const x = (at: number) => EDGE + (at / (values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) => HEIGHT - EDGE - (high > 0 ? value / high : 0) * (HEIGHT - 2 * EDGE);
  return values
    .flatMap((value, at) => {
      if (value === null) return [];
      const place = `${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      return (values[at - 1] ?? null) === null ? `M${place}h.01` : `L${place}`;
    })
    .join('');
}
