/** A week of hours as a table: every cell says its number, and a shade, which is only an aid, shows where it is high. */

import { useSignal } from '@preact/signals';
import type { ReportTable } from '@touchline/shared/reports.ts';
import { type MetricKey, metricOf } from '@touchline/shared/reports-metrics.ts';
import { useEffect } from 'preact/hooks';
import { t } from '../office/words.ts';
import { CsvLink } from './csv.tsx';
import { Definitions } from './definitions.tsx';
import { MetricChoice } from './metric-choice.tsx';
import type { ViewProps } from './model.ts';
import { extremes } from './series.ts';
import { headlineOf, isFew, metricFor, unitOf, valueIn } from './told.ts';
import { hourOf, NOTHING, rowName, scaleOf, weekdayOf, written } from './values.ts';
import { whyNothing } from './why.ts';
import './hours.css';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const SHADES = 5;

export function HoursView({ reports, answer: { asked, tables, questions } }: ViewProps) {
  const [table] = tables;
  const [question] = questions;
  if (!table || !question) return null;
  const ofOne = reports.isOwn.value || asked.operator !== null;
  const metric = metricFor(asked, 'hour-of-week', ofOne);
  return (
    <section class="report-part">
      <MetricChoice reports={reports} by="hour-of-week" ofOne={ofOne} metric={metric} />
      <Week table={table} metric={metric} />
      <CsvLink question={question} table={table} title={t(`reports.metric.${metric}`)} />
      <Definitions metrics={[]} />
    </section>
  );
}

export function Week({ table, metric }: { table: ReportTable; metric: MetricKey }) {
  const isNarrow = useNarrow();
  const title = t(`reports.metric.${metric}`);
  const { kind } = metricOf(metric);
  const part = headlineOf(metric);
  const unit = unitOf(metric, part);
  const rows = new Map(table.rows.map((row) => [row.key, row]));
  const found = extremes(table.rows.map(({ figures }) => valueIn(figures[metric], part)));
  const scale = scaleOf(unit, found?.high ?? 0);
  const named = (at: number) => rowName('hour-of-week', table.rows[at] ?? { key: '1-00', name: null });
  const cell = (day: number, hour: number) => {
    const figure = rows.get(`${day}-${String(hour).padStart(2, '0')}`)?.figures[metric];
    const value = valueIn(figure, part);
    const shade = value === null || !found || found.high === 0 ? 0 : Math.ceil((value / found.high) * SHADES);
    const text = value === null ? whyNothing(metric, table) : written(value, unit);
    return (
      <td key={`${day} ${hour}`} data-shade={shade} title={`${weekdayOf(day)} ${hourOf(hour)}: ${text}`}>
        {value === null ? NOTHING : scale.write(value)}
        {isFew(figure) && '*'}
      </td>
    );
  };
  // On a narrow screen the hours go downwards, and a week fits.
  const [across, down] = isNarrow ? [WEEKDAYS, HOURS] : [HOURS, WEEKDAYS];
  const name = (index: number, isDay: boolean) => (isDay ? weekdayOf(index, true) : hourOf(index, !isNarrow));
  return (
    <>
      <p class="soft">
        {t('reports.heat.text')} {(kind === 'duration' || kind === 'share') && t('reports.heat.began')}{' '}
        {scale.unit && t(`reports.in.${scale.unit}`)}
      </p>
      {found && (
        <p data-part="hours-text">
          {t('reports.chart.text', {
            ...{ title, low: written(found.low, unit), lowAt: named(found.lowAt) },
            ...{ high: written(found.high, unit), highAt: named(found.highAt) },
          })}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section class="table-scroll whole" aria-label={title} tabIndex={0}>
        <table class="hours" data-part="hours-table">
          <thead>
            <tr>
              <td />
              {across.map((index) => (
                <th key={index} scope="col">
                  {name(index, isNarrow)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {down.map((index) => (
              <tr key={index}>
                <th scope="row">{name(index, !isNarrow)}</th>
                {across.map((other) => (isNarrow ? cell(other, index) : cell(index, other)))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function useNarrow(): boolean {
  const narrow = useSignal(false);
  useEffect(() => {
    const query = matchMedia('(width < 60rem)');
    const look = () => (narrow.value = query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return narrow.value;
}
