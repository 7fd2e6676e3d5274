/**
 * Brings the database to the shape that this code expects.
 *
 * Migrations are numbered `.sql` files that are never edited. Each runs in a transaction of its own, all of them under
 * one advisory lock, so any number of relays may start at once: one migrates, the others wait and find it done.
 * There is no way back down: a new migration mends an old one.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { SettingError } from '../config.ts';
import type { Database } from './postgres.ts';

/** Returns the names of those it applied. Throws a `SettingError` when files and database contradict each other. */
export async function migrate(db: Database, dir: string): Promise<string[]> {
  const files = await readMigrations(dir);
  const client = await db.pool.connect();
  const broken = () => {};
  client.on('error', broken);
  let unusable: boolean | undefined;
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATIONS_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const { rows } = await client.query<Applied>('select name, sha256 from migrations order by name');
    const pending = pendingOf(files, rows);
    for (const file of pending) await apply(client, file);
    return pending.map(({ name }) => name);
  } finally {
    // Whatever happened, the lock must go; ending the connection is the sure way when this fails.
    await client.query('select pg_advisory_unlock($1)', [MIGRATIONS_LOCK]).catch(() => {
      unusable = true;
    });
    client.off('error', broken);
    client.release(unusable);
  }
}

export type Applied = { name: string; sha256: string };
export type Migration = Applied & { sql: string };

/** Any number that nothing else in this database locks. */
export const MIGRATIONS_LOCK = 7_086_346;

export const MIGRATIONS_TABLE = `
  create table if not exists migrations (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`;

/** In their order. Throws a `SettingError` when one is out of line. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith('.sql')).sort();
  const wrong = names.find(
    (name, index) => !/^\d{4}_[a-z0-9_-]+\.sql$/.test(name) || Number(name.slice(0, 4)) !== index + 1,
  );
  if (wrong) {
    throw new SettingError(
      `The migration ${wrong} is out of line: name them 0001_words.sql, 0002_words.sql and so on, without a hole.`,
    );
  }
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may have changed the line ends; that is no edit.
      const sql = (await readFile(join(dir, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Those still to be applied. Throws a `SettingError` when files and database contradict each other. */
export function pendingOf(files: Migration[], applied: Applied[]): Migration[] {
  applied.forEach(({ name, sha256 }, index) => {
    const file = files[index];
    if (!file) {
      throw new SettingError(
        `The database is newer than this Touchline (it has the migration ${name}): start the newer version.`,
      );
    }
    if (file.name !== name) {
      throw new SettingError(
        `The database has the migration ${name} where this Touchline has ${file.name}: they come from different branches, so use another database.`,
      );
    }
    if (file.sha256 !== sha256) {
      throw new SettingError(
        `The migration ${name} was edited after this database had applied it: put the file back, and write the change as a new migration.`,
      );
    }
  });
  return files.slice(applied.length);
}

async function apply(client: pg.PoolClient, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    const { message, position } = error as Error & { position?: string };
    const line = position ? ` at line ${sql.slice(0, Number(position)).split('\n').length}` : '';
    throw new SettingError(`The migration ${name} failed${line} and nothing of it was kept: ${message}.`);
  }
}
