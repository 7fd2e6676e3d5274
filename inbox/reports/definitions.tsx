/** What the signs mean, and behind one press what each number of a table means. */
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';

export function Definitions({ metrics }: { metrics: readonly MetricKey[] }) {
  return (
    <div class="definitions">
      <p class="definition">{t('reports.legend')}</p>
      {metrics.length > 0 && (
        <details data-part="definitions">
          <summary>{t('reports.definitions')}</summary>
          <dl>
            {metrics.map((metric) => (
              <div key={metric}>
                <dt>{t(`reports.metric.${metric}`)}</dt>
                <dd>{t(`reports.is.${metric}`)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <p class="definition">{t('reports.percentiles')}</p>
    </div>
  );
}
