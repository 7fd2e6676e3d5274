/** One number: how large, of how many, what it means, and what became of it. */
import type { ReportTable } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';
import { ChangeLine } from './change-line.tsx';
import { Spark } from './spark.tsx';
import { countOf, headlineOf, isFew, unitOf, valueIn } from './told.ts';
import { numberOf, written } from './values.ts';
import { whyNothing } from './why.ts';

type Props = { metric: MetricKey; table: ReportTable; href: string };

export function NumberCard({ metric, table, href }: Props) {
  const figure = table.total[metric];
  const part = headlineOf(metric);
  const value = valueIn(figure, part);
  const p90 = valueIn(figure, 'p90');
  const count = countOf(figure);
  return (
    <article class="number-card" data-part="number-card" data-metric={metric}>
      <h3>
        <a href={href}>{t(`reports.metric.${metric}`)}</a>
      </h3>
      <p class="number" data-part="number">
        <strong>{written(value, unitOf(metric, part))}</strong>
        {value === null && <span class="soft">{whyNothing(metric, table)}</span>}
        {count !== null && value !== null && (
          <span class="soft">
            {t('reports.n', { count: numberOf(count) })}
            {isFew(figure) && `, ${t('reports.few')}`}
          </span>
        )}
      </p>
      {p90 !== null && <p data-part="p90">{t('reports.p90', { value: written(p90, 'ms') })}</p>}
      {table.previous && <ChangeLine metric={metric} now={figure} before={table.previous.total[metric]} />}
      <Spark metric={metric} table={table} />
      <p class="definition" data-part="definition">
        {t(`reports.is.${metric}`)}
      </p>
    </article>
  );
}
