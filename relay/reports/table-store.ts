/**
 * Tables of numbers. What has been added up is read from the sums, days and months that have changed since from the facts;
 * so a table is never behind its facts, only the facts a moment behind the log.
 *
 * There are sums of everything together by day and by month, and by month of each hour of the week, operator, topic and
 * language by itself. Two of those at once are counted from the facts, of which they leave a part.
 */
import type { Grouping, Handler, ReportClock } from '@touchline/shared/reports-metrics.ts';
import type { Database } from '../platform/postgres.ts';
import type { Measure } from './fact.ts';
import { HOURS_OF_LOAD } from './load.ts';
import { daysOf, hourKey, monthsOf, type Range, rangesOf } from './ranges.ts';

export type TableStore = ReturnType<typeof createTableStore>;

export type Filter = {
  sites: string[];
  operator: string | null;
  /** '' is without one; null is any. */
  topic: string | null;
  language: string | null;
  handledBy: Handler | null;
};
export type Question = Filter & {
  range: Range;
  by: Grouping;
  measures: Measure[];
  clock: ReportClock;
  peopleOnly: boolean;
};

/** Of one measure, for one row of the table. `counts`: how many in each bucket, of measures that have but a few. */
export type Sum = {
  measure: Measure;
  n: number;
  total: number;
  median: number;
  p90: number;
  counts: Record<number, number> | null;
};
export type LoadSum = { heldMs: number; busyMs: number; peak: number };
/** The row's key; null: of all together. */
type Keyed<Of> = Of & { key: string | null };

type Slice = 'day' | 'month' | 'hour' | 'operator' | 'topic' | 'language';
/** Sums that answer for these days, or months by their first day. */
type Part = { slice: Slice; starts: Range[] };

/** Measures that are told in buckets and not in time. */
const TOLD: Measure[] = ['asked', 'first-contact', 'solved', 'speed', 'courtesy', 'competence'];

export function createTableStore(db: Database) {
  /** First days of what is stale for any of the sites. */
  async function staleOf(grain: 'day' | 'month', { sites, range }: Question): Promise<Set<string>> {
    const { rows } = await db.query<{ start: string }>(
      `select distinct start::text as start from report_stale
       where site_id = any($1::uuid[]) and grain = $2 and start between date_trunc('month', $3::date) and $4::date`,
      [sites, grain, range.from, range.to],
    );
    return new Set(rows.map(({ start }) => start));
  }

  /** What answers for which days; `rest` is counted from the facts. */
  async function planOf(question: Question): Promise<{ parts: Part[]; rest: Range[] }> {
    const slice = sliceFor(question);
    if (slice === null) return { parts: [], rest: [question.range] };
    const parts: Part[] = [];
    let rest = [question.range];
    if (slice !== 'day') {
      const { months, rest: left } = monthsOf(question.range, await staleOf('month', question));
      parts.push({ slice, starts: months.map((month) => ({ from: month, to: month })) });
      rest = left;
    }
    if (slice === 'day' || slice === 'month') {
      const stale = await staleOf('day', question);
      const days = rest.flatMap(daysOf);
      parts.push({ slice: 'day', starts: rangesOf(days.filter((day) => !stale.has(day))) });
      rest = rangesOf(days.filter((day) => stale.has(day)));
    }
    return { parts: parts.filter(({ starts }) => starts.length > 0), rest };
  }

  return {
    async sums(question: Question): Promise<Keyed<Sum>[]> {
      const { parts, rest } = await planOf(question);
      const values: unknown[] = [];
      const put = (value: unknown) => `$${values.push(value)}`;
      const branches = [
        ...parts.map((part) => cellsOf(question, part, put)),
        ...(rest.length > 0 ? [factsOf(question, rest, put)] : []),
      ];
      const { rows } = await db.query<Keyed<Sum>>(summing(branches, put), values);
      return rows.map((row) => ({ ...row, key: called(question.by, row.key) }));
    },

    async load(question: Question): Promise<Keyed<LoadSum>[]> {
      const stale = await staleOf('day', question);
      const days = daysOf(question.range);
      const values: unknown[] = [];
      const put = (value: unknown) => `$${values.push(value)}`;
      const { rows } = await db.query<Keyed<LoadSum>>(loading(question, days, stale, put), values);
      return rows.map((row) => ({ ...row, key: called(question.by, row.key) }));
    },
  };
}

/** Which sums know enough; null: none do. */
function sliceFor({ by, operator, topic, language }: Question): Slice | null {
  const asked = new Set<Slice>();
  if (operator !== null || by === 'operator') asked.add('operator');
  if (topic !== null || by === 'topic') asked.add('topic');
  if (language !== null || by === 'language') asked.add('language');
  if (by === 'hour-of-week') asked.add('hour');
  const [first] = asked;
  const isByDay = by === 'day' || by === 'week';
  if (!first) return isByDay ? 'day' : 'month';
  return asked.size === 1 && !isByDay ? first : null;
}

type Put = (value: unknown) => string;

const within = (column: string, ranges: readonly Range[], put: Put) =>
  `(${ranges.map(({ from, to }) => `${column} between ${put(from)}::date and ${put(to)}::date`).join(' or ')})`;

const byTime = (day: string) => ({
  day,
  week: `${day} - (extract(isodow from ${day})::integer - 1)`,
  month: `date_trunc('month', ${day})::date`,
});

function cellsOf(question: Question, { slice, starts }: Part, put: Put): string {
  const { by, sites, measures, handledBy, peopleOnly } = question;
  const keys: Record<Grouping, string> = {
    ...{ none: `''`, ...byTime('c.start'), site: 'c.site_id', 'handled-by': 'c.handled', 'hour-of-week': 'c.key' },
    ...{ operator: 'c.key', topic: 'c.key', language: 'c.key' },
  };
  const only = { operator: question.operator, topic: question.topic, language: question.language };
  const key = slice in only ? only[slice as keyof typeof only] : null;
  const clock = question.clock === 'business' ? 'business_' : '';
  return `
    select (${keys[by]})::text as key, c.measure, one.bucket, one.n::bigint as n,
      case when one.nth = 1 then c.${clock}total else 0 end as total
    from report_cells c cross join lateral unnest(c.${clock}buckets, c.${clock}counts) with ordinality as one(bucket, n, nth)
    where c.slice = ${put(slice)} and c.site_id = any(${put(sites)}::uuid[]) and c.measure = any(${put(measures)}::report_measure[])
      and ${within('c.start', starts, put)}
      ${key === null ? '' : `and c.key = ${put(key)}`}
      ${handledBy === null ? '' : `and c.handled = ${put(handledBy)}`}
      ${peopleOnly && handledBy === null ? `and c.handled <> 'bot'` : ''}`;
}

function factsOf(question: Question, ranges: Range[], put: Put): string {
  const { by, measures, clock, peopleOnly } = question;
  const keys: Record<Grouping, string> = {
    ...{ none: `''`, ...byTime('f.day'), site: 'f.site_id', 'handled-by': 'f.handled', operator: 'f.operator_id' },
    ...{
      'hour-of-week': 'extract(isodow from f.day)::integer * 100 + f.hour',
      topic: 'f.topic',
      language: 'f.language',
    },
  };
  const prefix = clock === 'business' ? 'business_' : '';
  return `
    select coalesce(key::text, '') as key, measure, bucket, n, total from (
      select ${keys[by]} as key, f.measure, f.${prefix}bucket as bucket, sum(f.n) as n, coalesce(sum(f.${prefix}ms), 0) as total
      from report_facts f
      where ${filtering(question, put)} and ${within('f.day', ranges, put)} and f.measure = any(${put(measures)}::report_measure[])
        and f.${prefix}bucket is not null and (f.known_at is null or f.known_at <= now())
        ${peopleOnly && question.handledBy === null ? `and f.handled <> 'bot'` : ''}
      group by 1, 2, 3
    ) counted`;
}

function filtering({ sites, operator, topic, language, handledBy }: Filter, put: Put): string {
  return [
    `f.site_id = any(${put(sites)}::uuid[])`,
    ...(operator === null ? [] : [`f.operator_id = ${put(operator)}::uuid`]),
    ...(topic === null ? [] : [topic === '' ? 'f.topic is null' : `f.topic = ${put(topic)}`]),
    ...(language === null ? [] : [`f.language = ${put(language)}`]),
    ...(handledBy === null ? [] : [`f.handled = ${put(handledBy)}`]),
  ].join(' and ');
}

/** Percentiles by the nearest rank: the first bucket up to which there are so many. */
function summing(branches: string[], put: Put): string {
  return `
    with counted as materialized (
      select key, measure, bucket, sum(n)::bigint as n, sum(total)::bigint as total from (${branches.join(' union all ')}) parts
      group by 1, 2, 3
    ), whole as (
      select key, measure, bucket, n, total from counted
      union all
      select null, measure, bucket, sum(n)::bigint, sum(total)::bigint from counted group by 2, 3
    ), ranked as (
      select *, sum(n) over (partition by key, measure order by bucket) as upto, sum(n) over (partition by key, measure) as all_n
      from whole
    )
    select key, measure::text as measure, max(all_n)::bigint as n, sum(total)::bigint as total,
      min(bucket) filter (where upto >= (all_n::bigint + 1) / 2) as median,
      min(bucket) filter (where upto >= (all_n::bigint * 9 + 9) / 10) as p90,
      case when measure = any(${put(TOLD)}::report_measure[]) then json_object_agg(bucket, n) end as counts
    from ranked group by key, measure`;
}

function loading(question: Question, days: string[], stale: ReadonlySet<string>, put: Put): string {
  const { by, sites, operator } = question;
  const hour = by === 'hour-of-week' ? 'l.hour >= 0' : 'l.hour = -1';
  const keys: Partial<Record<Grouping, string>> = {
    ...{ ...byTime('l.day'), site: 'l.site_id', operator: 'l.operator_id' },
    'hour-of-week': 'extract(isodow from l.day)::integer * 100 + l.hour',
  };
  const key = keys[by] ?? `''`;
  const fresh = rangesOf(days.filter((day) => !stale.has(day)));
  const rest = rangesOf(days.filter((day) => stale.has(day)));
  const branches = [
    ...(fresh.length === 0
      ? []
      : [
          `select ${key} as key, l.held_ms, l.busy_ms, l.peak from report_load l
           where ${hour} and l.site_id = any(${put(sites)}::uuid[]) and ${within('l.day', fresh, put)}
             ${operator === null ? '' : `and l.operator_id = ${put(operator)}::uuid`}`,
        ]),
    ...(rest.length === 0
      ? []
      : [
          `select ${key} as key, l.held_ms, l.busy_ms, l.peak from (${HOURS_OF_LOAD(
            `${filtering({ ...question, topic: null, language: null, handledBy: null }, put)} and ${within('f.day', rest, put)}`,
          )}) l`,
        ]),
  ];
  return `
    with counted as materialized (${branches.join(' union all ')})
    select key::text as key, sum(held_ms)::bigint as "heldMs", sum(busy_ms)::bigint as "busyMs", max(peak) as peak
    from counted group by 1
    union all
    select null, sum(held_ms)::bigint, sum(busy_ms)::bigint, max(peak) from counted having count(*) > 0`;
}

/** As rows are called: see `reportRow`. */
function called(by: Grouping, key: string | null): string | null {
  if (key === null) return null;
  if (by === 'month') return key.slice(0, 7);
  return by === 'hour-of-week' ? hourKey(Math.floor(Number(key) / 100), Number(key) % 100) : key;
}
