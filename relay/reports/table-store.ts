/**
 * Tables of numbers. What has been added up is read from the sums, days and months that have changed since from the facts;
 * so a table is never behind its facts, only the facts a moment behind the log. Which sums there are: slices.ts.
 */
import type { Grouping, Handler, ReportClock } from '@touchline/shared/reports-metrics.ts';
import type { Database } from '../platform/postgres.ts';
import type { Measure } from './fact.ts';
import { addPacked, type Counts, countsOf, emptyHistogram, type Histogram, PACKED } from './histogram.ts';
import { HOURS_OF_LOAD } from './load.ts';
import { daysOf, hourKey, monthsOf, type Range, rangesOf } from './ranges.ts';
import { type Dimension, type Grain, nameOf, type Slice, sliceFor } from './slices.ts';

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

/** Of one measure, for one row of the table. */
export type Sum = Counts & { measure: Measure; total: number };
export type LoadSum = { heldMs: number; busyMs: number; peak: number };
/** The row's key; null: of all together. */
type Keyed<Of> = Of & { key: string | null };

/** Sums that answer for these days, or months by their first day. */
type Part = { slice: Slice; starts: Range[] };

export function createTableStore(db: Database) {
  /** First days of what is stale for any of the sites. */
  async function staleOf(grain: Grain, { sites, range }: Question): Promise<Set<string>> {
    const { rows } = await db.query<{ start: string }>(
      `select distinct start::text as start from report_unsummed
       where site_id = any($1::uuid[]) and grain = $2 and start between date_trunc('month', $3::date) and $4::date`,
      [sites, grain, range.from, range.to],
    );
    return new Set(rows.map(({ start }) => start));
  }

  /** What answers for which days; `rest` is counted from the facts. */
  async function planOf(question: Question): Promise<{ parts: Part[]; rest: Range[] }> {
    const parts: Part[] = [];
    let rest = [question.range];
    const byMonth = sliceFor('month', question);
    if (byMonth) {
      const { months, rest: left } = monthsOf(question.range, await staleOf('month', question));
      parts.push({ slice: byMonth, starts: months.map((month) => ({ from: month, to: month })) });
      rest = left;
    }
    const byDay = sliceFor('day', question);
    if (byDay) {
      const stale = await staleOf('day', question);
      const days = rest.flatMap(daysOf);
      parts.push({ slice: byDay, starts: rangesOf(days.filter((day) => !stale.has(day))) });
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
        ...parts.map((part) => sumsOf(question, part, put)),
        ...(rest.length > 0 ? [factsOf(question, rest, put)] : []),
      ];
      const { rows } = await db.query<Packed>(
        `select key, measure::text as measure, sum(total)::bigint as total, string_agg(buckets, ''::bytea) as buckets
         from (${branches.join(' union all ')}) parts group by 1, 2`,
        values,
      );
      return counted(rows).map((row) => ({ ...row, key: called(question.by, row.key) }));
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

type Packed = Keyed<{ measure: Measure; total: number; buckets: Buffer }>;

/** What was counted of each row, and of all together. */
function counted(rows: Packed[]): Keyed<Sum>[] {
  const whole = new Map<Measure, { total: number; histogram: Histogram }>();
  const sums = rows.map(({ key, measure, total, buckets }) => {
    const histogram = emptyHistogram();
    addPacked(histogram, buckets);
    const all = whole.getOrInsertComputed(measure, () => ({ total: 0, histogram: emptyHistogram() }));
    all.total += total;
    addPacked(all.histogram, buckets);
    return { key, measure, total, ...countsOf(histogram) };
  });
  const together = [...whole].map(([measure, { total, histogram }]) => ({
    ...{ key: null, measure, total },
    ...countsOf(histogram),
  }));
  return [...sums, ...together];
}

type Put = (value: unknown) => string;

const within = (column: string, ranges: readonly Range[], put: Put) =>
  `(${ranges.map(({ from, to }) => `${column} between ${put(from)}::date and ${put(to)}::date`).join(' or ')})`;

const byTime = (day: string) => ({
  day,
  week: `${day} - (extract(isodow from ${day})::integer - 1)`,
  month: `date_trunc('month', ${day})::date`,
});

function sumsOf(question: Question, { slice, starts }: Part, put: Put): string {
  const { by, sites, measures, handledBy, peopleOnly } = question;
  const columnOf = (dimension: Dimension) => (slice.by[0] === dimension ? 's.key1' : 's.key2');
  const keys: Record<Grouping, string> = {
    ...{ none: `''`, ...byTime('s.start'), site: 's.site_id', 'handled-by': 's.handled' },
    ...{ 'hour-of-week': columnOf('hour'), operator: columnOf('operator') },
    ...{ topic: columnOf('topic'), language: columnOf('language') },
  };
  const narrowed = (['operator', 'topic', 'language'] as const).flatMap((dimension) =>
    question[dimension] === null ? [] : [`and ${columnOf(dimension)} = ${put(question[dimension])}`],
  );
  const clock = question.clock === 'business' ? 'business_' : '';
  return `
    select (${keys[by]})::text as key, s.measure, s.${clock}total as total, s.${clock}buckets as buckets
    from report_sums s
    where s.slice = ${put(nameOf(slice))} and s.site_id = any(${put(sites)}::uuid[])
      and s.measure = any(${put(measures)}::report_measure[]) and ${within('s.start', starts, put)} ${narrowed.join(' ')}
      and s.${clock}buckets is not null ${handledBy === null ? '' : `and s.handled = ${put(handledBy)}`}
      ${peopleOnly && handledBy === null ? `and s.handled <> 'bot'` : ''}`;
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
    select coalesce(key::text, '') as key, measure, sum(total) as total, ${PACKED} as buckets from (
      select ${keys[by]} as key, f.measure, f.${prefix}bucket as bucket, sum(f.n) as n, coalesce(sum(f.${prefix}ms), 0) as total
      from report_facts f
      where ${filtering(question, put)} and ${within('f.day', ranges, put)} and f.measure = any(${put(measures)}::report_measure[])
        and f.${prefix}bucket is not null and (f.known_at is null or f.known_at <= now())
        ${peopleOnly && question.handledBy === null ? `and f.handled <> 'bot'` : ''}
      group by 1, 2, 3
    ) counted group by 1, 2`;
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
    select key::text as key, sum(held_ms)::bigint as "heldMs", sum(busy_ms)::bigint as "busyMs", max(peak) as peak
    from (${branches.join(' union all ')}) counted group by grouping sets ((key), ()) having count(*) > 0`;
}

/** As rows are called: see `reportRow`. */
function called(by: Grouping, key: string | null): string | null {
  if (key === null) return null;
  if (by === 'month') return key.slice(0, 7);
  return by === 'hour-of-week' ? hourKey(Math.floor(Number(key) / 100), Number(key) % 100) : key;
}
