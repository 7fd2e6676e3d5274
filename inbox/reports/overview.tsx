/** The few numbers that say how it goes, each with what it means, what it was before, and its way through the period. */
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';
import { CsvLink } from './csv.tsx';
import './overview.css';
import { hrefOf } from '../router.ts';
import { Definitions } from './definitions.tsx';
import type { ViewProps } from './model.ts';
import { listOf } from './narrower.ts';
import { NumberCard } from './number-card.tsx';
import { Satisfaction } from './satisfaction.tsx';

const CARDS: readonly MetricKey[] = ['started', 'first-response', 'wait', 'resolution', 'abandonment', 'first-contact'];

export function Overview({ reports, answer }: ViewProps) {
  const [table] = answer.tables;
  const [question] = answer.questions;
  if (!table || !question) return null;
  // Of one's own there is no list.
  const list = reports.isOwn.value ? null : listOf(answer.asked);
  return (
    <>
      <h2 class="hidden">{t('reports.service')}</h2>
      <ul class="number-cards">
        {CARDS.filter((metric) => table.metrics.includes(metric)).map((metric) => (
          <li key={metric}>
            <NumberCard metric={metric} table={table} href={reports.hrefTo({ view: 'time', metric })} />
          </li>
        ))}
        {table.metrics.includes('speed') && (
          <li>
            <Satisfaction table={table} reports={reports} asked={answer.asked} />
          </li>
        )}
      </ul>
      <div class="report-foot">
        <CsvLink question={question} table={table} title={t('reports.view.overview')} />
        {list && (
          <a class="button" href={hrefOf(list)} data-part="to-list">
            {t('reports.toList')}
          </a>
        )}
      </div>
      <Definitions metrics={[]} />
    </>
  );
}
