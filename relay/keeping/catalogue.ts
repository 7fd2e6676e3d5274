/**
 * What there is in the database, by Postgres's own account of it: a table that a migration adds is here from then on, and
 * nobody has to remember it. What an extension brought belongs to the extension.
 */
import pg from 'pg';
import type { Queryable } from '../platform/postgres.ts';

export type Table = {
  name: string;
  columns: string[];
  /** Whole, whatever its partitions are: those of the database that it is restored into may be others. */
  isPartitioned: boolean;
};
/** What `setval` takes; a number larger than JavaScript's stays what it is. */
export type Sequence = { name: string; last: string; called: boolean };

/** Quoted, as it stands in SQL. */
export const named = pg.escapeIdentifier;
export const listed = (names: readonly string[]) => names.map(named).join(', ');

export const IS_OURS = (oid: string) =>
  `not exists (select 1 from pg_depend member where member.objid = ${oid} and member.deptype = 'e')`;

/** Columns that Postgres computes by itself cannot be given to it. */
export async function tablesOf(db: Queryable): Promise<Table[]> {
  const { rows } = await db.query<Table>(`
    select c.relname::text as name, c.relkind = 'p' as "isPartitioned",
      coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and ${IS_OURS('c.oid')}
    group by c.oid, c.relname, c.relkind order by c.relname collate "C"`);
  return rows;
}

/** No snapshot holds a sequence back. Read after the tables, it is past every number in them, which is all that counts. */
export async function sequencesOf(db: Queryable): Promise<Sequence[]> {
  const { rows } = await db.query<{ name: string }>(`
    select c.relname::text as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S' and ${IS_OURS('c.oid')}
    order by c.relname collate "C"`);
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const found = await db.query<Sequence>(
      `select $1::text as name, last_value::text as last, is_called as called from ${named(name)}`,
      [name],
    );
    sequences.push(...found.rows);
  }
  return sequences;
}
