/** Adding up facts, days or months of a site at a time, always anew: adding up twice is adding up once. */
import type { Database, Queryable } from '../platform/postgres.ts';
import { PACKED } from './histogram.ts';
import { HOURS_OF_LOAD } from './load.ts';
import { type Dimension, type Grain, nameOf, SLICES, type Slice } from './slices.ts';

export type SumStore = ReturnType<typeof createSumStore>;

/** Days, or months by their first day, of which the sums are no longer right. */
export type Units = { site: string; grain: Grain; starts: string[] };

const UNITS = {
  day: 'f.site_id = $1 and f.day = any($2::date[])',
  month: `f.site_id = $1 and f.day >= ($2::date[])[1] and f.day < ($2::date[])[1] + interval '1 month'`,
};
const START = { day: 'f.day', month: '($2::date[])[1]' };
/** As a fact says it; an hour of the week is `723` for Sunday's last. */
const SAID: Record<Dimension, string> = {
  hour: '(extract(isodow from f.day)::integer * 100 + f.hour)::text',
  operator: `coalesce(f.operator_id::text, '')`,
  topic: `coalesce(f.topic, '')`,
  language: 'f.language',
};
/** Of one site at once: a month of a busy one is some hundred thousand facts, and is added up by itself. */
const AT_ONCE = { day: 31, month: 1 };

export function createSumStore(db: Database) {
  async function stale(which: string, values: unknown[]): Promise<Units[]> {
    const { rows } = await db.query<{ site: string; grain: Units['grain']; start: string }>(
      `select site_id as site, grain, start::text as start from report_unsummed where ${which}`,
      values,
    );
    return [...Map.groupBy(rows, ({ site, grain }) => site + grain).values()].flatMap((same) => {
      const { site, grain } = same[0] as (typeof rows)[number];
      const starts = same.map(({ start }) => start).sort();
      const size = AT_ONCE[grain];
      return Array.from({ length: Math.ceil(starts.length / size) }, (_, i) => ({
        ...{ site, grain },
        starts: starts.slice(i * size, (i + 1) * size),
      }));
    });
  }

  return {
    due: (limit: number): Promise<Units[]> => stale('due <= now() order by due limit $1', [limit]),
    all: (): Promise<Units[]> => stale('true', []),

    /** Nothing is done where somebody else is at it, or has done it. */
    addUp: ({ site, grain, starts }: Units): Promise<void> =>
      db.transaction(async (tx) => {
        const { rows } = await tx.query<{ start: string }>(
          `select start::text as start from report_unsummed
           where site_id = $1 and grain = $2 and start = any($3::date[]) for update skip locked`,
          [site, grain, starts],
        );
        if (rows.length === 0) return;
        const units = { site, grain, starts: rows.map(({ start }) => start) };
        await addUpSums(tx, units);
        if (grain === 'day') await addUpLoad(tx, units);
        await settle(tx, units);
      }),
  };
}

async function addUpSums(tx: Queryable, { site, grain, starts }: Units): Promise<void> {
  await tx.query('delete from report_sums where site_id = $1 and start = any($2::date[]) and slice = any($3::text[])', [
    ...[site, starts],
    SLICES[grain].map((by) => nameOf({ grain, by })),
  ]);
  for (const by of SLICES[grain]) await tx.query(addingUp({ grain, by }), [site, starts]);
}

/** The facts of one slice, by the two clocks. */
function addingUp(slice: Slice): string {
  const { grain, by } = slice;
  const [key1, key2] = [0, 1].map((at) => (by[at] ? SAID[by[at]] : `''`));
  // Apart, because together with what follows the planner would sort all facts instead of gathering them.
  return `
    with counted as materialized (
      select ${START[grain]} as start, ${key1} as key1, ${key2} as key2, f.measure, f.handled, clock.business, clock.bucket,
        sum(f.n) as n, coalesce(sum(clock.ms), 0)::bigint as total
      from report_facts f cross join lateral (values
        (false, f.bucket, f.ms), (true, f.business_bucket, f.business_ms)) as clock(business, bucket, ms)
      where ${UNITS[grain]} and f.measure <> 'held' and (f.known_at is null or f.known_at <= now()) and clock.bucket is not null
      group by 1, 2, 3, 4, 5, 6, 7
    )
    insert into report_sums (site_id, slice, start, key1, key2, measure, handled, total, buckets, business_total, business_buckets)
    select $1, '${nameOf(slice)}', start, key1, key2, measure, handled,
      sum(total) filter (where not business), ${PACKED} filter (where not business),
      sum(total) filter (where business), ${PACKED} filter (where business)
    from counted group by 1, 2, 3, 4, 5, 6, 7`;
}

async function addUpLoad(tx: Queryable, { site, starts }: Units): Promise<void> {
  await tx.query('delete from report_load where site_id = $1 and day = any($2::date[])', [site, starts]);
  await tx.query(
    `with hours as (${HOURS_OF_LOAD(UNITS.day)})
     insert into report_load (site_id, hour, day, operator_id, held_ms, busy_ms, peak)
     select site_id, hour, day, operator_id, held_ms, busy_ms, peak from hours
     union all
     select site_id, -1, day, operator_id, sum(held_ms), sum(busy_ms), max(peak) from hours group by 1, 3, 4`,
    [site, starts],
  );
}

/** Of what is not known yet they are stale still, and added up again when it is known. */
async function settle(tx: Queryable, { site, grain, starts }: Units): Promise<void> {
  await tx.query(
    `with awaited as (
       select ${START[grain]} as start, min(f.known_at) as at from report_facts f
       where ${UNITS[grain]} and f.measure = 'abandoned' and f.known_at > now() group by 1
     ), postponed as (
       update report_unsummed s set due = awaited.at from awaited
       where s.site_id = $1 and s.grain = $3 and s.start = awaited.start
     )
     delete from report_unsummed s where s.site_id = $1 and s.grain = $3 and s.start = any($2::date[])
       and s.start not in (select start from awaited)`,
    [site, starts, grain],
  );
}
