/** Which number is drawn, with what it means beside it. */
import type { Grouping, MetricKey } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';
import type { Reports } from './model.ts';
import { choicesOf } from './told.ts';

type Props = { reports: Reports; by: Grouping; ofOne: boolean; metric: MetricKey };

export function MetricChoice({ reports, by, ofOne, metric }: Props) {
  const choices = choicesOf(by, ofOne);
  return (
    <div class="metric-choice">
      <label class="choice">
        <span class="label">{t('reports.metric')}</span>
        <select
          class="input"
          data-part="metric-choice"
          value={metric}
          onChange={({ currentTarget }) =>
            reports.ask({ metric: choices.find((one) => one === currentTarget.value) ?? null })
          }
        >
          {choices.map((one) => (
            <option key={one} value={one}>
              {t(`reports.metric.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <p class="definition" data-part="definition">
        {t(`reports.is.${metric}`)}
      </p>
    </div>
  );
}
