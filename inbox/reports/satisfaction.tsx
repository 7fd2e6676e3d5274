/** The three marks that players give, beside each other. */
import type { ReportTable } from '@touchline/shared/reports.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import type { Asked } from './asked.ts';
import { ChangeLine } from './change-line.tsx';
import type { Reports } from './model.ts';
import { listOf } from './narrower.ts';
import { countOf, isFew, valueIn } from './told.ts';
import { numberOf, percentOf, written } from './values.ts';
import { whyNothing } from './why.ts';

const MARKS = ['speed', 'courtesy', 'competence'] as const;

type Props = { table: ReportTable; reports: Reports; asked: Asked };

export function Satisfaction({ table, reports, asked }: Props) {
  const low = reports.isOwn.value ? null : listOf(asked, { rating: 'low' });
  return (
    <article class="number-card" data-part="satisfaction">
      <h3>{t('reports.satisfaction')}</h3>
      <ul class="marks">
        {MARKS.map((metric) => {
          const figure = table.total[metric];
          const [mean, good] = [valueIn(figure, 'mean'), valueIn(figure, 'good')];
          return (
            <li key={metric} data-metric={metric}>
              <a href={reports.hrefTo({ view: 'time', metric })}>{t(`reports.metric.${metric}`)}</a>
              <p class="number">
                <strong>{written(mean, 'mark')}</strong>
                <span class="soft">
                  {mean === null
                    ? whyNothing(metric, table)
                    : t('reports.n', { count: numberOf(countOf(figure) ?? 0) })}
                  {isFew(figure) && `, ${t('reports.few')}`}
                </span>
              </p>
              {good !== null && <p class="soft">{t('reports.good', { share: percentOf(good) })}</p>}
              {table.previous && <ChangeLine metric={metric} now={figure} before={table.previous.total[metric]} />}
            </li>
          );
        })}
      </ul>
      <p class="definition">
        {t('reports.satisfaction.text')} {low && <a href={hrefOf(low)}>{t('reports.toLow')}</a>}
      </p>
    </article>
  );
}
