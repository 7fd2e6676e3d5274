/** Which number is drawn, how else it may be cut, and what it means. */

import type { Grouping, MetricKey } from '@touchline/shared/reports-metrics.ts';
import type { ComponentChildren } from 'preact';
import { t } from '../office/words.ts';
import { Choice } from './choice.tsx';
import type { Reports } from './model.ts';
import { choicesOf } from './told.ts';

type Props = { reports: Reports; by: Grouping; ofOne: boolean; metric: MetricKey; children?: ComponentChildren };

export function MetricChoice({ reports, by, ofOne, metric, children }: Props) {
  const choices = choicesOf(by, ofOne);
  return (
    <div class="metric-choice">
      <div class="report-choices">
        <Choice
          label={t('reports.metric')}
          part="metric-choice"
          value={metric}
          options={choices.map((value) => ({ value, text: t(`reports.metric.${value}`) }))}
          choose={(value) => reports.ask({ metric: choices.find((one) => one === value) ?? null })}
        />
        {children}
      </div>
      <p class="definition" data-part="definition">
        {t(`reports.is.${metric}`)}
      </p>
    </div>
  );
}
