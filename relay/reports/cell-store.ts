/** Adding up facts, a day or a month of a site at a time, always anew: adding up twice is adding up once. */
import type pg from 'pg';
import type { Database, Queryable } from '../platform/postgres.ts';
import { HOURS_OF_LOAD } from './load.ts';

export type CellStore = ReturnType<typeof createCellStore>;

/** Of which the sums are no longer right. */
export type Unit = { site: string; grain: 'day' | 'month'; start: string };

const UNIT = {
  day: 'f.site_id = $1 and f.day = $2::date',
  month: `f.site_id = $1 and f.day >= $2::date and f.day < $2::date + interval '1 month'`,
};
/** What a fact is added to. Of an hour of the week `723` is Sunday's last. */
const SLICES = {
  day: `(values ('day', ''))`,
  month: `(values ('month', ''), ('hour', (extract(isodow from f.day)::integer * 100 + f.hour)::text), ('operator', coalesce(f.operator_id::text, '')),
    ('topic', coalesce(f.topic, '')), ('language', f.language))`,
};
const START_OF = {
  day: `slice = 'day'`,
  month: `slice <> 'day'`,
};

export function createCellStore(db: Database) {
  async function stale(which: string, values: unknown[]): Promise<Unit[]> {
    const { rows } = await db.query<Unit>(
      `select site_id as site, grain, start::text as start from report_stale where ${which}`,
      values,
    );
    return rows;
  }

  return {
    due: (limit: number): Promise<Unit[]> => stale('due <= now() order by due limit $1', [limit]),
    all: (): Promise<Unit[]> => stale('true order by start, site_id', []),

    /** Nothing is done where somebody else is at it, or has done it. */
    addUp: (unit: Unit): Promise<void> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          `select 1 from report_stale where site_id = $1 and grain = $2 and start = $3::date for update skip locked`,
          [unit.site, unit.grain, unit.start],
        );
        if (!rowCount) return;
        await addUpCells(tx, unit);
        if (unit.grain === 'day') await addUpLoad(tx, unit);
        await settle(tx, unit);
      }),
  };
}

async function addUpCells(tx: pg.PoolClient, { site, grain, start }: Unit): Promise<void> {
  await tx.query(`delete from report_cells where site_id = $1 and start = $2::date and ${START_OF[grain]}`, [
    site,
    start,
  ]);
  const each = (bucket: string, ms: string) => `
    select slice, key, measure, handled, sum(n) as n, sum(total) as total,
      array_agg(bucket order by bucket) as buckets, array_agg(n order by bucket) as counts
    from (
      select one.slice, one.key, f.measure, f.handled, f.${bucket} as bucket, sum(f.n)::integer as n, coalesce(sum(f.${ms}), 0)::bigint as total
      from report_facts f cross join lateral ${SLICES[grain]} as one(slice, key)
      where ${UNIT[grain]} and f.measure <> 'held' and (f.known_at is null or f.known_at <= now()) and f.${bucket} is not null
      group by 1, 2, 3, 4, 5
    ) counted group by 1, 2, 3, 4`;
  await tx.query(
    `insert into report_cells (site_id, start, slice, key, measure, handled, n, total, buckets, counts,
       business_total, business_buckets, business_counts)
     select $1, $2::date, e.slice, e.key, e.measure, e.handled, e.n, e.total, e.buckets, e.counts, b.total, b.buckets, b.counts
     from (${each('bucket', 'ms')}) e left join (${each('business_bucket', 'business_ms')}) b using (slice, key, measure, handled)`,
    [site, start],
  );
}

async function addUpLoad(tx: Queryable, { site, start }: Unit): Promise<void> {
  await tx.query('delete from report_load where site_id = $1 and day = $2::date', [site, start]);
  await tx.query(
    `with hours as (${HOURS_OF_LOAD(UNIT.day)})
     insert into report_load (site_id, hour, day, operator_id, held_ms, busy_ms, peak)
     select site_id, hour, day, operator_id, held_ms, busy_ms, peak from hours
     union all
     select site_id, -1, day, operator_id, sum(held_ms), sum(busy_ms), max(peak) from hours group by 1, 3, 4`,
    [site, start],
  );
}

/** Of what is not known yet it is stale still, and added up again when it is known. */
async function settle(tx: Queryable, unit: Unit): Promise<void> {
  const { site, grain, start } = unit;
  const { rows } = await tx.query<{ at: Date | null }>(
    `select min(f.known_at) as at from report_facts f where ${UNIT[grain]} and f.measure = 'abandoned' and f.known_at > now()`,
    [site, start],
  );
  const key = [site, grain, start];
  if (rows[0]?.at) {
    await tx.query('update report_stale set due = $4 where site_id = $1 and grain = $2 and start = $3::date', [
      ...key,
      rows[0].at,
    ]);
  } else {
    await tx.query('delete from report_stale where site_id = $1 and grain = $2 and start = $3::date', key);
  }
}
