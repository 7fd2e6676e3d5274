/**
 * A backup's tables into a database that has just been brought to its migrations. What would hold every row up, or act on
 * it once more, is put back after the last one: indexes, references between tables, triggers. Putting a reference back
 * looks at every row, so one that leads nowhere ends the restore.
 */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Queryable } from '../platform/postgres.ts';
import { listed, named, tablesOf } from './catalogue.ts';
import { type Manifest, tablePath } from './manifest.ts';
import { Trouble } from './trouble.ts';

/** Returns the tables of the backup that no migration makes: others' that lay in the same schema. */
export async function loadTables(tx: pg.PoolClient, folder: string, manifest: Manifest): Promise<string[]> {
  const known = await tablesOf(tx);
  const names = new Set(known.map(({ name }) => name));
  const [ours, foreign] = [
    manifest.tables.filter(({ name }) => names.has(name)),
    manifest.tables.filter(({ name }) => !names.has(name)),
  ];
  const missing = known.find(({ name }) => !ours.some((table) => table.name === name));
  if (missing) {
    throw new Trouble(`This backup lacks the table ${missing.name}: take another one; nothing was changed.`);
  }
  const putBack = await takeOff(tx, [...names]);
  // What migrations put into new tables is in the backup too, as it was by then.
  await tx.query(`truncate ${listed([...names])}`);
  for (const table of ours) await loadTable(tx, folder, table);
  for (const statement of putBack) await tx.query(statement);
  for (const { name, last, called } of manifest.sequences) {
    await tx.query('select setval(to_regclass($1), $2::bigint, $3)', [named(name), last, called]);
  }
  return foreign.map(({ name }) => name);
}

async function loadTable(
  tx: pg.PoolClient,
  folder: string,
  { name, columns, rows, isPartitioned }: Manifest['tables'][number],
): Promise<void> {
  // Nobody else sees the table before the commit, so its rows need not be looked at again ever after.
  const how = isPartitioned ? '' : ' (freeze)';
  const target = tx.query(copyFrom(`copy ${named(name)} (${listed(columns)}) from stdin${how}`));
  await pipeline(createReadStream(join(folder, tablePath(name))), createGunzip(), target);
  if (target.rowCount === rows) return;
  throw new Trouble(
    `The table ${name} has ${target.rowCount} rows where the backup has ${rows}: take another backup; nothing was changed.`,
  );
}

/** Returns what puts it back. */
async function takeOff(tx: Queryable, tables: string[]): Promise<string[]> {
  const { rows } = await tx.query<{ off: string; on: string }>(REMOVABLE, [tables]);
  for (const { off } of rows) await tx.query(off);
  return rows.map(({ on }) => on).reverse();
}

/** In this order: a reference leans on an index. */
const REMOVABLE = `
  with mine as (
    select c.oid, c.relkind, c.oid::regclass as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relname = any($1::text[])
  )
  select format('alter table %s disable trigger %I', mine.name, t.tgname) as off,
    format('alter table %s enable trigger %I', mine.name, t.tgname) as "on", 1 as place
  from pg_trigger t join mine on mine.oid = t.tgrelid where not t.tgisinternal and t.tgenabled = 'O' and t.tgparentid = 0
  union all
  select format('alter table %s drop constraint %I', mine.name, f.conname),
    format('alter table %s add constraint %I %s', mine.name, f.conname, pg_get_constraintdef(f.oid)), 2
  from pg_constraint f join mine on mine.oid = f.conrelid where f.contype = 'f' and f.conparentid = 0
  union all
  select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), 3
  from pg_index i join mine on mine.oid = i.indrelid
  where mine.relkind = 'r' and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
  order by place`;
