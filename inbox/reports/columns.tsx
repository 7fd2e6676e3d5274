/** The columns of tables of numbers: every part of one metric, or the main numbers of many. */
import type { ReportRow, ReportTable } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { metricOf } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';
import { Bar } from './bar.tsx';
import { beforeName, partName } from './series.ts';
import type { Column } from './table.tsx';
import { countOf, headlineOf, isFew, type Part, partsOf, unitOf, valueIn } from './told.ts';
import { numberOf, rowName, written } from './values.ts';
import { whyNothing } from './why.ts';

export type Row = ReportRow & { before?: ReportRow | undefined };

const isByTime = ({ by }: ReportTable) => by === 'day' || by === 'week' || by === 'month' || by === 'hour-of-week';

/** With what the row before was, by its place in time, else by its key. */
export function rowsOf(table: ReportTable): Row[] {
  const before = table.previous?.rows;
  return table.rows.map((row, at) => ({
    ...row,
    before: isByTime(table) ? before?.[at] : before?.find(({ key }) => key === row.key),
  }));
}

export const totalOf = (table: ReportTable): Row => ({
  ...{ key: 'total', name: null, figures: table.total },
  before: table.previous ? { key: 'total', name: null, figures: table.previous.total } : undefined,
});

/** `hrefOf`: the way from a row to the report of it alone, where there is one. */
export function nameColumn(table: ReportTable, hrefOf: (key: string) => string | null = () => null): Column<Row> {
  const name = (row: Row) => (row.key === 'total' ? t('reports.total') : rowName(table.by, row));
  return {
    id: 'key',
    label: t(`reports.row.${table.by}`),
    value: (row) => (isByTime(table) ? row.key : name(row)),
    show: (row) => {
      const href = row.key === 'total' ? null : hrefOf(row.key);
      return <bdi>{href ? <a href={href}>{name(row)}</a> : name(row)}</bdi>;
    },
  };
}

/** Every part of one metric, as the file has it; where rows are no time, with a bar. */
export function partColumns(metric: MetricKey, table: ReportTable): Column<Row>[] {
  const headline = headlineOf(metric);
  const most = Math.max(0, ...table.rows.map(({ figures }) => valueIn(figures[metric], headline) ?? 0));
  const column = (id: string, label: string, part: Part, from: (row: Row) => ReportRow | undefined): Column<Row> => ({
    ...{ id, label },
    value: (row) => valueIn(from(row)?.figures[metric], part),
    show: (row) => <Cell metric={metric} part={part} row={from(row)} table={table} />,
  });
  const bar: Column<Row> = {
    ...{ id: 'bar', label: partName(metric, headline) },
    show: (row) => row.key !== 'total' && <Bar value={valueIn(row.figures[metric], headline)} most={most} />,
  };
  const isOfTime = isByTime(table) || table.by === 'none';
  // What it is about comes first, so that it is seen on a narrow screen too.
  const parts = partsOf(metric).toSorted((a, b) => Number(b === headline) - Number(a === headline));
  const [first, ...others] = parts.map((part) => column(part, partName(metric, part), part, (row) => row));
  return [
    ...(first ? [first] : []),
    ...(isOfTime ? [] : [bar]),
    ...others,
    ...(table.previous ? [column('before', beforeName(metric), headline, (row) => row.before)] : []),
  ];
}

/** One column for each metric, two for a duration, with how many it is made of. */
export function metricColumns(metrics: readonly MetricKey[], table: ReportTable): Column<Row>[] {
  return metrics
    .filter((metric) => table.metrics.includes(metric))
    .flatMap((metric) => {
      const parts: Part[] = metricOf(metric).kind === 'duration' ? ['median', 'p90'] : [headlineOf(metric)];
      return parts.map(
        (part): Column<Row> => ({
          id: `${metric}.${part}`,
          label:
            parts.length > 1
              ? `${t(`reports.metric.${metric}`)}: ${partName(metric, part).toLowerCase()}`
              : t(`reports.metric.${metric}`),
          value: (row) => valueIn(row.figures[metric], part),
          show: (row) => <Cell metric={metric} part={part} row={row} table={table} counted={part !== 'p90'} />,
        }),
      );
    });
}

type CellProps = { metric: MetricKey; part: Part; row: ReportRow | undefined; table: ReportTable; counted?: boolean };

function Cell({ metric, part, row, table, counted = false }: CellProps) {
  const figure = row?.figures[metric];
  const value = valueIn(figure, part);
  const count = countOf(figure);
  if (value === null) {
    const why = whyNothing(metric, table);
    return (
      <span class="nothing" title={why}>
        – <span class="hidden">{why}</span>
      </span>
    );
  }
  const isMade = part !== 'count' && part !== 'part';
  return (
    <>
      {written(value, unitOf(metric, part))}
      {isMade && isFew(figure) && (
        <span title={t('reports.few')}>
          *<span class="hidden"> {t('reports.few')}</span>
        </span>
      )}
      {counted && count !== null && <small>{t('reports.n', { count: numberOf(count) })}</small>}
    </>
  );
}
