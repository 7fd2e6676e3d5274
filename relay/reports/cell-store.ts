/** Adding up facts, days or months of a site at a time, always anew: adding up twice is adding up once. */
import type { Database, Queryable } from '../platform/postgres.ts';
import { HOURS_OF_LOAD } from './load.ts';

export type CellStore = ReturnType<typeof createCellStore>;

/** Days, or months by their first day, of which the sums are no longer right. */
export type Units = { site: string; grain: 'day' | 'month'; starts: string[] };

const UNITS = {
  day: 'f.site_id = $1 and f.day = any($2::date[])',
  month: `f.site_id = $1 and f.day >= (select min(start) from unnest($2::date[]) start)
    and f.day < (select max(start) from unnest($2::date[]) start) + interval '1 month'
    and date_trunc('month', f.day)::date = any($2::date[])`,
};
const START = { day: 'f.day', month: `date_trunc('month', f.day)::date` };
/** What a fact is added to. Of an hour of the week `723` is Sunday's last. */
const SLICES = {
  day: `(values ('day', ''))`,
  month: `(values ('month', ''), ('hour', (extract(isodow from f.day)::integer * 100 + f.hour)::text),
    ('operator', coalesce(f.operator_id::text, '')), ('topic', coalesce(f.topic, '')), ('language', f.language))`,
};
const OWN_SLICES = { day: `slice = 'day'`, month: `slice <> 'day'` };
/** Of one site at once: a month of a busy one is some hundred thousand facts. */
const AT_ONCE = { day: 31, month: 1 };

export function createCellStore(db: Database) {
  async function stale(which: string, values: unknown[]): Promise<Units[]> {
    const { rows } = await db.query<{ site: string; grain: Units['grain']; start: string }>(
      `select site_id as site, grain, start::text as start from report_stale where ${which}`,
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
          `select start::text as start from report_stale
           where site_id = $1 and grain = $2 and start = any($3::date[]) for update skip locked`,
          [site, grain, starts],
        );
        if (rows.length === 0) return;
        const units = { site, grain, starts: rows.map(({ start }) => start) };
        await addUpCells(tx, units);
        if (grain === 'day') await addUpLoad(tx, units);
        await settle(tx, units);
      }),
  };
}

async function addUpCells(tx: Queryable, { site, grain, starts }: Units): Promise<void> {
  await tx.query(`delete from report_cells where site_id = $1 and start = any($2::date[]) and ${OWN_SLICES[grain]}`, [
    site,
    starts,
  ]);
  const each = (bucket: string, ms: string) => `
    select start, slice, key, measure, handled, sum(n) as n, sum(total) as total,
      array_agg(bucket order by bucket) as buckets, array_agg(n order by bucket) as counts
    from (
      select ${START[grain]} as start, one.slice, one.key, f.measure, f.handled, f.${bucket} as bucket, sum(f.n)::integer as n,
        coalesce(sum(f.${ms}), 0)::bigint as total
      from report_facts f cross join lateral ${SLICES[grain]} as one(slice, key)
      where ${UNITS[grain]} and f.measure <> 'held' and (f.known_at is null or f.known_at <= now()) and f.${bucket} is not null
      group by 1, 2, 3, 4, 5, 6
    ) counted group by 1, 2, 3, 4, 5`;
  await tx.query(
    `insert into report_cells (site_id, start, slice, key, measure, handled, n, total, buckets, counts,
       business_total, business_buckets, business_counts)
     select $1, start, e.slice, e.key, e.measure, e.handled, e.n, e.total, e.buckets, e.counts, b.total, b.buckets, b.counts
     from (${each('bucket', 'ms')}) e
     left join (${each('business_bucket', 'business_ms')}) b using (start, slice, key, measure, handled)`,
    [site, starts],
  );
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
       update report_stale s set due = awaited.at from awaited
       where s.site_id = $1 and s.grain = $3 and s.start = awaited.start
     )
     delete from report_stale s where s.site_id = $1 and s.grain = $3 and s.start = any($2::date[])
       and s.start not in (select start from awaited)`,
    [site, starts, grain],
  );
}
