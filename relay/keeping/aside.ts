/**
 * What the database held before a restore, kept in a schema of its own: moving costs nothing, is undone with the rest
 * when the restore fails, and whoever restored the wrong backup has lost nothing.
 */
import type { Queryable } from '../platform/postgres.ts';
import { IS_OURS, named } from './catalogue.ts';

const PREFIX = 'touchline_before_';

/** Moves all that is in the current schema; returns where it is. */
export async function moveAside(tx: Queryable, moment: Date): Promise<string> {
  const schema = PREFIX + moment.toISOString().replace(/\D/g, '').slice(0, 17);
  await tx.query(`create schema ${named(schema)}`);
  for (const { kind, name } of await contents(tx)) await tx.query(`alter ${kind} ${name} set schema ${named(schema)}`);
  return schema;
}

/** For a schema that holds nothing of anybody's. */
export async function clearAway(tx: Queryable): Promise<void> {
  for (const { kind, name } of await contents(tx)) await tx.query(`drop ${kind} if exists ${name} cascade`);
}

export async function asideOnes(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select nspname::text as name from pg_namespace where starts_with(nspname, $1) order by 1`,
    [PREFIX],
  );
  return rows.map(({ name }) => name);
}

export async function dropAside(db: Queryable, schema: string): Promise<void> {
  await db.query(`drop schema ${named(schema)} cascade`);
}

async function contents(tx: Queryable): Promise<{ kind: string; name: string }[]> {
  return (await tx.query<{ kind: string; name: string }>(CONTENTS)).rows;
}

/** Indexes, triggers, constraints and the sequences of columns go with their tables. */
const CONTENTS = `
  select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind,
    c.oid::regclass::text as name
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and ${IS_OURS('c.oid')}
    and not (c.relkind = 'S' and exists (
      select 1 from pg_depend owned where owned.objid = c.oid and owned.deptype in ('a', 'i') and owned.refobjsubid > 0))
  union all
  select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, p.oid::regprocedure::text
  from pg_proc p where p.pronamespace = current_schema()::regnamespace and ${IS_OURS('p.oid')}
  union all
  select 'type', t.oid::regtype::text from pg_type t left join pg_class c on c.oid = t.typrelid
  where t.typnamespace = current_schema()::regnamespace and ${IS_OURS('t.oid')}
    and (t.typtype in ('e', 'd') or c.relkind = 'c')`;
