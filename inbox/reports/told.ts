/** Which numbers each view tells, and how each is read: what of it is the number itself, and which way is better. Pure. */
import type { Figure } from '@touchline/shared/reports.ts';
import {
  COLUMNS,
  type Grouping,
  METRIC_KEYS,
  type MetricKey,
  type MetricKind,
  metricOf,
} from '@touchline/shared/reports-metrics.ts';
import type { Asked, Step, View } from './asked.ts';

/** How a number is written. */
export type Unit = 'count' | 'ms' | 'share' | 'mark' | 'many';
export type Part = 'count' | 'mean' | 'median' | 'p90' | 'part' | 'share' | 'good' | 'max';

export const partsOf = (metric: MetricKey): readonly Part[] => COLUMNS[metricOf(metric).kind] as readonly Part[];

const HEADLINE: Record<MetricKind, Part> = {
  count: 'count',
  duration: 'median',
  share: 'share',
  mark: 'mean',
  load: 'mean',
};
/** The part that is meant where a metric is one number. */
export const headlineOf = (metric: MetricKey): Part => HEADLINE[metricOf(metric).kind];

/** What a chart draws of a metric. */
export function drawnOf(metric: MetricKey): readonly Part[] {
  const { kind } = metricOf(metric);
  if (kind === 'duration') return ['median', 'p90'];
  return kind === 'load' ? ['mean', 'max'] : [headlineOf(metric)];
}

export function unitOf(metric: MetricKey, part: Part): Unit {
  if (part === 'count' || part === 'part' || part === 'max') return 'count';
  if (part === 'good' || part === 'share') return 'share';
  const { kind } = metricOf(metric);
  if (kind === 'duration') return 'ms';
  return kind === 'load' ? 'many' : 'mark';
}

export function valueIn(figure: Figure | undefined, part: Part): number | null {
  return (figure as Partial<Record<Part, number | null>> | undefined)?.[part] ?? null;
}

/** How many it is made of; null where that says nothing. */
export const countOf = (figure: Figure | undefined): number | null =>
  figure && figure.kind !== 'load' && figure.kind !== 'count' ? figure.count : null;

const FEW = 5;
/** One more could change it much. */
export function isFew(figure: Figure | undefined): boolean {
  const count = countOf(figure);
  return count !== null && count > 0 && count < FEW;
}

const BETTER_DOWN: readonly MetricKey[] = [
  ...(['first-response', 'response', 'resolution', 'wait', 'abandonment', 'reopened'] as const),
];
/** Of others neither is: more conversations are more conversations. */
export function betterWhen(metric: MetricKey): 'more' | 'less' | null {
  if (BETTER_DOWN.includes(metric)) return 'less';
  const { kind } = metricOf(metric);
  return kind === 'share' || kind === 'mark' ? 'more' : null;
}

export const OVERVIEW: readonly MetricKey[] = [
  ...(['started', 'first-response', 'wait', 'resolution', 'abandonment', 'first-contact'] as const),
  ...(['speed', 'courtesy', 'competence'] as const),
];
const TABLE: readonly MetricKey[] = [
  ...(['started', 'resolved', 'reopened', 'first-response', 'response', 'wait', 'resolution'] as const),
  ...(['answered-in-2m', 'abandonment', 'first-contact', 'solved', 'speed', 'courtesy', 'competence'] as const),
];
const OF_OPERATORS: readonly MetricKey[] = [
  ...(['resolved', 'outgoing', 'transfers', 'first-response', 'response', 'resolution', 'answered-in-2m'] as const),
  ...(['first-contact', 'solved', 'speed', 'courtesy', 'competence', 'load'] as const),
];
export const OF_DIGEST: readonly MetricKey[] = [
  ...(['started', 'reopened', 'resolved', 'first-response', 'abandonment', 'first-contact', 'solved'] as const),
  ...(['speed', 'courtesy', 'competence'] as const),
];

const GROUPING: Partial<Record<View, Grouping>> = {
  hours: 'hour-of-week',
  brands: 'site',
  operators: 'operator',
  topics: 'topic',
  languages: 'language',
  handled: 'handled-by',
};
export const groupingOf = (view: View, step: Step): Grouping => GROUPING[view] ?? step;

/** Metrics that one may choose in a view. `ofOne`: of one operator, whose are not all. */
export function choicesOf(by: Grouping, ofOne: boolean): MetricKey[] {
  return METRIC_KEYS.filter((key) => {
    const { ofOperators, ofTopics, kind } = metricOf(key);
    if ((by === 'operator' || ofOne) && !ofOperators) return false;
    if ((by === 'topic' || by === 'language') && !ofTopics) return false;
    return by !== 'handled-by' || kind !== 'load';
  });
}

/** The one that is drawn: the chosen one where the view has it. */
export function metricFor(asked: Pick<Asked, 'view' | 'metric'>, by: Grouping, ofOne: boolean): MetricKey {
  if (asked.view === 'load') return 'load';
  const choices = choicesOf(by, ofOne);
  if (asked.metric && choices.includes(asked.metric)) return asked.metric;
  return choices.includes('first-response') ? 'first-response' : (choices[0] as MetricKey);
}

/** Those of the table with all numbers. */
export function tabledOf(by: Grouping, ofOne: boolean): MetricKey[] {
  const choices = choicesOf(by, ofOne);
  return (by === 'operator' || ofOne ? OF_OPERATORS : TABLE).filter((key) => choices.includes(key));
}
