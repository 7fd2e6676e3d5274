/** One number by time or by whom, as a chart or as bars with the table of it, and below it all the others. */
import { useMemo } from 'preact/hooks';
import { t } from '../office/words.ts';
import { language } from '../words.ts';
import { STEPS, stepOf } from './asked.ts';
import { Chart } from './chart.tsx';
import { Choice } from './choice.tsx';
import { metricColumns, nameColumn, partColumns, rowsOf, totalOf } from './columns.tsx';
import { CsvLink } from './csv.tsx';
import { Definitions } from './definitions.tsx';
import { MetricChoice } from './metric-choice.tsx';
import type { ViewProps } from './model.ts';
import { narrowedTo } from './narrower.ts';
import { seriesOf } from './series.ts';
import { DataTable } from './table.tsx';
import { metricFor, tabledOf } from './told.ts';

export function Breakdown({ reports, answer: { asked, tables, questions } }: ViewProps) {
  const [table] = tables;
  const [question] = questions;
  const ofOne = reports.isOwn.value || asked.operator !== null;
  const by = question?.by ?? 'none';
  const metric = metricFor(asked, by, ofOne);
  const isTime = asked.view === 'time';
  const spoken = language.value;
  const series = useMemo(() => table && isTime && seriesOf(metric, table), [table, metric, spoken, isTime]);
  if (!table || !question) return null;
  const listed = tabledOf(by, ofOne);
  const rows = rowsOf(table);
  const title = t(`reports.metric.${metric}`);
  const hrefOf = (key: string) => {
    const narrowed = narrowedTo(by, key);
    return narrowed && reports.hrefTo({ ...narrowed, view: 'overview' });
  };
  const own = (
    <DataTable
      label={title}
      part="metric-table"
      columns={[nameColumn(table, hrefOf), ...partColumns(metric, table)]}
      rows={rows}
      keyOf={({ key }) => key}
      total={totalOf(table)}
    />
  );
  return (
    <>
      <section class="report-part">
        <MetricChoice reports={reports} by={by} ofOne={ofOne} metric={metric}>
          {isTime && (
            <Choice
              label={t('reports.step')}
              part="step"
              value={asked.step ?? stepOf(table.range)}
              options={STEPS.map((value) => ({ value, text: t(`reports.step.${value}`) }))}
              choose={(value) => reports.ask({ step: STEPS.find((step) => step === value) ?? null })}
            />
          )}
        </MetricChoice>
        <h2 class="hidden">{title}</h2>
        {series && <Chart series={series} />}
        {isTime ? (
          <details class="behind" data-part="behind">
            <summary>{t('reports.chart.table')}</summary>
            {own}
          </details>
        ) : (
          own
        )}
        <CsvLink question={{ ...question, metrics: [metric] }} table={table} title={title} />
      </section>
      <section class="report-part">
        <h2>{t('reports.all')}</h2>
        <DataTable
          label={t('reports.all')}
          part="all-table"
          columns={[nameColumn(table, hrefOf), ...metricColumns(listed, table)]}
          rows={rows}
          keyOf={({ key }) => key}
          total={totalOf(table)}
        />
        <CsvLink question={{ ...question, metrics: listed }} table={table} title={t('reports.all')} />
        <Definitions metrics={listed} />
      </section>
    </>
  );
}
