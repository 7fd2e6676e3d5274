/** From what was counted to what is told: one figure of each metric. Pure. */
import type { Figure, Figures } from '@touchline/shared/reports.ts';
import {
  type Grouping,
  METRIC_KEYS,
  type MetricKey,
  metricOf,
  type ReportClock,
} from '@touchline/shared/reports-metrics.ts';
import { ANSWERED, middleOf } from './buckets.ts';
import type { Measure } from './fact.ts';
import type { Filter, LoadSum, Sum } from './table-store.ts';

const ANSWERED_IN = {
  'answered-in-1m': [ANSWERED.in1m],
  'answered-in-2m': [ANSWERED.in1m, ANSWERED.in2m],
  'answered-in-5m': [ANSWERED.in1m, ANSWERED.in2m, ANSWERED.in5m],
} as const;

/** Metrics that can be told so, in their order. */
export function tellable(by: Grouping, { operator, topic, language }: Omit<Filter, 'sites'>): MetricKey[] {
  return METRIC_KEYS.filter((key) => {
    const { ofOperators, ofTopics, kind } = metricOf(key);
    if ((operator !== null || by === 'operator') && !ofOperators) return false;
    if ((topic !== null || language !== null || by === 'topic' || by === 'language') && !ofTopics) return false;
    return !(kind === 'load' && by === 'handled-by');
  });
}

/** What has to be counted for a metric. */
export function measuresOf(metric: MetricKey): Measure[] {
  if (metric in ANSWERED_IN) return ['asked'];
  if (metric === 'abandonment') return ['asked', 'abandoned'];
  return metric === 'load' ? [] : [metric as Measure];
}

/** Metrics that are counted together: by the same clock, with or without bots. `asked` is counted both ways. */
export function countedTogether(metrics: MetricKey[], clock: ReportClock) {
  const groups = Map.groupBy(
    metrics.filter((key) => metricOf(key).kind !== 'load'),
    (key) => {
      const { hasClocks, ofPeople } = metricOf(key);
      return `${hasClocks && clock === 'business'} ${ofPeople}`;
    },
  );
  return [...groups.values()].map((keys) => {
    const { hasClocks, ofPeople } = metricOf(keys[0] as MetricKey);
    return {
      metrics: keys,
      measures: [...new Set(keys.flatMap(measuresOf))],
      clock: hasClocks ? clock : ('elapsed' as const),
      peopleOnly: ofPeople,
    };
  });
}

export function figureOf(metric: MetricKey, of: Map<Measure, Sum>, load: LoadSum | undefined): Figure {
  const sum = of.get(measuresOf(metric)[0] as Measure);
  const count = sum?.n ?? 0;
  switch (metricOf(metric).kind) {
    case 'count':
      return { kind: 'count', count };
    case 'duration':
      return {
        kind: 'duration',
        count,
        mean: sum ? sum.total / count : null,
        median: sum ? middleOf(sum.median) : null,
        p90: sum ? middleOf(sum.p90) : null,
      };
    case 'share': {
      const part = partOf(metric, of);
      return { kind: 'share', count, part, share: count > 0 ? part / count : null };
    }
    case 'mark': {
      const marks = [1, 2, 3, 4, 5].map((mark) => sum?.counts?.[mark] ?? 0);
      const total = marks.reduce((all, n, i) => all + n * (i + 1), 0);
      const good = (marks[3] ?? 0) + (marks[4] ?? 0);
      return {
        kind: 'mark',
        count,
        mean: count > 0 ? total / count : null,
        good: count > 0 ? good / count : null,
        marks,
      };
    }
    case 'load':
      return { kind: 'load', mean: load && load.busyMs > 0 ? load.heldMs / load.busyMs : null, max: load?.peak ?? 0 };
  }
}

function partOf(metric: MetricKey, of: Map<Measure, Sum>): number {
  if (metric === 'abandonment') return of.get('abandoned')?.n ?? 0;
  const counts = of.get(measuresOf(metric)[0] as Measure)?.counts ?? [];
  if (!(metric in ANSWERED_IN)) return counts[1] ?? 0;
  const buckets = ANSWERED_IN[metric as keyof typeof ANSWERED_IN];
  return buckets.reduce((sum, bucket) => sum + (counts[bucket] ?? 0), 0);
}

/** In the order of the metrics, with nothing where nothing was counted. */
export function nothingOf(metrics: MetricKey[]): Figures {
  return Object.fromEntries(metrics.map((key) => [key, figureOf(key, new Map(), undefined)]));
}
