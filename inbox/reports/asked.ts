/**
 * What somebody wants to see, as it stands in the address: `operators?period=7d&topic=bets`. What is left out is as usual,
 * what makes no sense is left out, so that every link opens something. Pure.
 */
import {
  CLOCKS,
  HANDLERS,
  type Handler,
  METRIC_KEYS,
  type MetricKey,
  type ReportClock,
} from '@touchline/shared/reports-metrics.ts';
import { addDays, daysIn, firstOfMonth, isDay, type Range } from './days.ts';

export const VIEWS = [
  ...['overview', 'time', 'hours', 'brands', 'operators', 'topics', 'languages', 'handled', 'load', 'digest'],
] as ['overview', 'time', 'hours', 'brands', 'operators', 'topics', 'languages', 'handled', 'load', 'digest'];
export type View = (typeof VIEWS)[number];

export const PERIODS = ['today', 'yesterday', '7d', '28d', '90d', 'month', 'last-month', 'own'] as const;
export type Period = (typeof PERIODS)[number];

/** How a time is cut; `auto` by how long it is. */
export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

export type Asked = {
  view: View;
  period: Period;
  /** Of the period `own`. */
  own: Range | null;
  /** None: all. */
  sites: readonly string[];
  topic: string | null;
  language: string | null;
  operator: string | null;
  handledBy: Handler | null;
  clock: ReportClock;
  compare: boolean;
  metric: MetricKey | null;
  step: Step | null;
  /** A day of the digest's week. */
  week: string | null;
};

export const USUAL: Asked = {
  view: 'overview',
  period: '28d',
  own: null,
  sites: [],
  topic: null,
  language: null,
  operator: null,
  handledBy: null,
  clock: 'elapsed',
  compare: true,
  metric: null,
  step: null,
  week: null,
};

/** What narrows the numbers; neither the time nor how they are shown is a filter. */
export const UNFILTERED = {
  ...{ sites: [], topic: null, language: null, operator: null, handledBy: null, clock: 'elapsed' },
} as const satisfies Partial<Asked>;
export type Filter = keyof typeof UNFILTERED;

/** Those that are on. */
export function filtersOf(asked: Asked): Filter[] {
  return (Object.keys(UNFILTERED) as Filter[]).filter(
    (name) => String(asked[name] ?? '') !== String(UNFILTERED[name] ?? ''),
  );
}

export function askedOf(rest: string): Asked {
  const [way = '', query = ''] = rest.split('?');
  const values = new URLSearchParams(query);
  const one = <Value extends string>(name: string, known: readonly Value[]): Value | null =>
    known.find((value) => value === values.get(name)) ?? null;
  const [from, to] = [values.get('from') ?? '', values.get('to') ?? ''];
  const own = isDay(from) && isDay(to) && from <= to ? { from, to } : null;
  const period = own ? 'own' : one('period', PERIODS);
  const week = values.get('week') ?? '';
  return {
    view: VIEWS.find((view) => view === way.replaceAll('/', '')) ?? USUAL.view,
    period: period === 'own' && !own ? USUAL.period : (period ?? USUAL.period),
    own,
    sites: (values.get('sites') ?? '').split(',').filter(Boolean),
    topic: values.get('topic'),
    language: values.get('language'),
    operator: values.get('operator'),
    handledBy: one('handledBy', HANDLERS),
    clock: one('clock', CLOCKS) ?? USUAL.clock,
    compare: values.get('compare') !== 'false',
    metric: one('metric', METRIC_KEYS),
    step: one('step', STEPS),
    week: isDay(week) ? week : null,
  };
}

/** Only what is not as usual. */
export function restOf(asked: Asked): string {
  const { view, period, own, sites, topic, language, operator, handledBy, clock, compare, metric, step, week } = asked;
  const named = {
    ...(period === 'own' ? own : { period: period === USUAL.period ? null : period }),
    sites: sites.join(','),
    ...{ topic, language, operator, handledBy },
    clock: clock === USUAL.clock ? null : clock,
    compare: compare ? null : 'false',
    ...{ metric, step, week },
  };
  const query = Object.entries(named).flatMap(([name, value]) => (value ? `${name}=${encodeURIComponent(value)}` : []));
  const way = view === USUAL.view ? '' : view;
  return query.length > 0 ? `${way}?${query.join('&').replaceAll('%2C', ',')}` : way;
}

export function rangeOf({ period, own }: Pick<Asked, 'period' | 'own'>, today: string): Range {
  const last = (days: number) => ({ from: addDays(today, 1 - days), to: today });
  switch (period) {
    case 'today':
      return last(1);
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case '7d':
      return last(7);
    case '28d':
      return last(28);
    case '90d':
      return last(90);
    case 'month':
      return { from: firstOfMonth(today), to: today };
    case 'last-month': {
      const to = addDays(firstOfMonth(today), -1);
      return { from: firstOfMonth(to), to };
    }
    case 'own':
      return own ?? last(28);
  }
}

const BY_DAY_MAX = 93;
const BY_WEEK_MAX = 2 * 366;

/** So many points that a line can be read. */
export function stepOf(range: Range): Step {
  const days = daysIn(range);
  if (days <= BY_DAY_MAX) return 'day';
  return days <= BY_WEEK_MAX ? 'week' : 'month';
}
