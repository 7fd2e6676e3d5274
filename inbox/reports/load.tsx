/** How many conversations operators had at once: through the period, through the week, and by operator. */
import { useMemo } from 'preact/hooks';
import { t } from '../office/words.ts';
import { language } from '../words.ts';
import { Chart } from './chart.tsx';
import { metricColumns, nameColumn, partColumns, rowsOf, totalOf } from './columns.tsx';
import { CsvLink } from './csv.tsx';
import { Definitions } from './definitions.tsx';
import { Week } from './hours.tsx';
import type { ViewProps } from './model.ts';
import { seriesOf } from './series.ts';
import { DataTable } from './table.tsx';

export function LoadView({ reports, answer: { tables, questions } }: ViewProps) {
  const [byTime, byHour, byOperator] = tables;
  const [ofTime, ofHour, ofOperator] = questions;
  const spoken = language.value;
  const series = useMemo(() => byTime && seriesOf('load', byTime), [byTime, spoken]);
  if (!byTime || !byHour || !ofTime || !ofHour || !series) return null;
  const title = t('reports.metric.load');
  return (
    <>
      <section class="report-part">
        <p class="definition" data-part="definition">
          {t('reports.is.load')}
        </p>
        <Chart series={series} />
        <details class="behind" data-part="behind">
          <summary>{t('reports.chart.table')}</summary>
          <DataTable
            label={title}
            part="metric-table"
            columns={[nameColumn(byTime), ...partColumns('load', byTime)]}
            rows={rowsOf(byTime)}
            keyOf={({ key }) => key}
            total={totalOf(byTime)}
          />
        </details>
        <CsvLink question={ofTime} table={byTime} title={title} />
      </section>
      {byOperator && ofOperator && (
        <section class="report-part">
          <h2>{t('reports.load.operators')}</h2>
          <DataTable
            label={t('reports.load.operators')}
            part="all-table"
            columns={[
              nameColumn(byOperator, (operator) => operator && reports.hrefTo({ view: 'overview', operator })),
              ...partColumns('load', byOperator),
              ...metricColumns(['outgoing', 'resolved'], byOperator),
            ]}
            rows={rowsOf(byOperator)}
            keyOf={({ key }) => key}
            total={totalOf(byOperator)}
          />
          <CsvLink question={ofOperator} table={byOperator} title={t('reports.load.operators')} />
          <Definitions metrics={['outgoing', 'resolved']} />
        </section>
      )}
      <section class="report-part">
        <h2>{t('reports.load.hours')}</h2>
        <Week table={byHour} metric="load" />
        <CsvLink question={ofHour} table={byHour} title={t('reports.load.hours')} />
      </section>
    </>
  );
}
