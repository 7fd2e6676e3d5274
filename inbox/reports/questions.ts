/** What the relay is asked for a view, as the queries of its routes. Pure. */
import type { Grouping, MetricKey } from '@touchline/shared/reports-metrics.ts';
import { type Asked, stepOf } from './asked.ts';
import type { Range } from './days.ts';
import { groupingOf, metricFor, OVERVIEW, tabledOf } from './told.ts';

export type Question = {
  by: Grouping;
  metrics: readonly MetricKey[];
  sites: readonly string[];
  range: Range;
  compare: boolean;
  asked: Pick<Asked, 'clock' | 'operator' | 'topic' | 'language' | 'handledBy'>;
};

type Place = { sites: readonly string[]; range: Range; ofOne: boolean };

export function questionsOf(asked: Asked, { sites, range, ofOne }: Place): Question[] {
  const step = asked.step ?? stepOf(range);
  const by = groupingOf(asked.view, step);
  const metric = metricFor(asked, by, ofOne);
  const ask = (grouping: Grouping, metrics: readonly MetricKey[], compare = false): Question => ({
    ...{ by: grouping, metrics: [...new Set(metrics)], sites, range, compare, asked },
  });
  switch (asked.view) {
    case 'digest':
      return [];
    case 'overview':
      return [ask(stepOf(range), OVERVIEW, asked.compare)];
    case 'hours':
      return [ask(by, [metric])];
    case 'load':
      return [
        ask(step, ['load'], asked.compare),
        ask('hour-of-week', ['load']),
        ...(ofOne ? [] : [ask('operator', ['load', 'outgoing', 'resolved'])]),
      ];
    default:
      return [ask(by, [metric, ...tabledOf(by, ofOne)], asked.compare)];
  }
}

export function queryOf({ by, metrics, sites, range, compare, asked }: Question): URLSearchParams {
  const { clock, operator, topic, language, handledBy } = asked;
  const named = {
    ...{ sites: sites.join(','), ...range, by, metrics: metrics.join(',') },
    clock: clock === 'elapsed' ? null : clock,
    compare: compare ? 'true' : null,
    // Days of several brands are only days of each where their zones differ, and the relay alone knows whether they do.
    zone: sites.length > 1 ? 'own' : null,
    ...{ operator, topic, language, handledBy },
  };
  return new URLSearchParams(Object.entries(named).filter((pair): pair is [string, string] => Boolean(pair[1])));
}
