/** A table, from the questions that it takes to the rows that are shown. */
import type { Figures, ReportRow } from '@touchline/shared/reports.ts';
import type { Grouping, MetricKey, ReportClock } from '@touchline/shared/reports-metrics.ts';
import type { Measure } from './fact.ts';
import { countedTogether, figureOf } from './figures.ts';
import { keysOf, type Range } from './ranges.ts';
import type { Filter, LoadSum, Sum, TableStore } from './table-store.ts';

export type TableQuestion = Filter & { range: Range; by: Grouping; metrics: MetricKey[]; clock: ReportClock };
export type Table = { range: Range; total: Figures; rows: Omit<ReportRow, 'name'>[] };

/** `null` among the keys is the row of all together. */
type Counted = Map<string | null, Figures>;

export async function tableOf(store: TableStore, question: TableQuestion): Promise<Table> {
  const { by, range, metrics } = question;
  const counted: Counted = new Map();
  await Promise.all([
    ...countedTogether(metrics, question.clock).map(async (group) => {
      addSums(counted, group.metrics, await store.sums({ ...question, ...group }));
    }),
    ...(metrics.includes('load') ? [store.load({ ...question, measures: [], peopleOnly: false }).then(addLoad)] : []),
  ]);
  const keys = keysOf(by, range) ?? [...counted.keys()].filter((key) => key !== null).sort(nobodyLast);
  return {
    range,
    total: whole(counted.get(null), metrics),
    rows: by === 'none' ? [] : keys.map((key) => ({ key, figures: whole(counted.get(key), metrics) })),
  };

  function addLoad(rows: (LoadSum & { key: string | null })[]): void {
    for (const row of rows) rowOf(counted, row.key).load = figureOf('load', new Map(), row);
  }
}

function addSums(counted: Counted, metrics: MetricKey[], rows: (Sum & { key: string | null })[]): void {
  for (const [key, sums] of Map.groupBy(rows, (row) => row.key)) {
    const of = new Map<Measure, Sum>(sums.map((sum) => [sum.measure, sum]));
    const row = rowOf(counted, key);
    for (const metric of metrics) row[metric] = figureOf(metric, of, undefined);
  }
}

function rowOf(counted: Counted, key: string | null): Figures {
  const known = counted.get(key) ?? {};
  counted.set(key, known);
  return known;
}

/** In the order of the metrics; where nothing was counted there is nothing, and not no figure. */
function whole(figures: Figures | undefined, metrics: MetricKey[]): Figures {
  return Object.fromEntries(
    metrics.map((metric) => [metric, figures?.[metric] ?? figureOf(metric, new Map(), undefined)]),
  );
}

const nobodyLast = (a: string, b: string) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1);
