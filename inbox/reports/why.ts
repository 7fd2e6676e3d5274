/** Why there is nothing to tell, in words. */
import type { MetricKey, ReportClock } from '@touchline/shared/reports-metrics.ts';
import { metricOf } from '@touchline/shared/reports-metrics.ts';
import { type OfficeWord, t } from '../office/words.ts';

const WHY: Partial<Record<MetricKey, OfficeWord>> = {
  'first-response': 'reports.why.answered',
  response: 'reports.why.answered',
  resolution: 'reports.why.resolved',
  wait: 'reports.why.assigned',
  abandonment: 'reports.why.asked',
  'answered-in-1m': 'reports.why.asked',
  'answered-in-2m': 'reports.why.asked',
  'answered-in-5m': 'reports.why.asked',
  load: 'reports.why.held',
};

export function whyNothing(metric: MetricKey, { clock, hasHours }: { clock: ReportClock; hasHours: boolean }): string {
  if (clock === 'business' && !hasHours && metricOf(metric).hasClocks) return t('reports.why.hours');
  return t(WHY[metric] ?? 'reports.why.rated');
}
