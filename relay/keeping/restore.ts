/**
 * A backup becomes the installation: all of it or nothing, in one transaction.
 *
 *     verified ─▶ no relay works here ─▶ nobody's data in the way, or moved aside ─▶ files put back
 *       ─▶ the schema as it was when the backup was made ─▶ its rows ─▶ migrations since then ─▶ what must not live on
 *       ─▶ who was erased since ─▶ commit
 *
 * Positions of clients are of another history from then on, which the epoch tells them: they begin again and lose nothing
 * that was in the backup. What was written after the backup is gone.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type pg from 'pg';
import type { FileStore } from '../files/file-store.ts';
import { MIGRATIONS_LOCK, MIGRATIONS_TABLE, type Migration, readMigrations } from '../platform/migrate.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { refuseUnsafe } from '../platform/postgres-checks.ts';
import type { ErasedList } from '../privacy/erased-list.ts';
import { refuseWhileAlive } from './alive.ts';
import { clearAway, moveAside } from './aside.ts';
import { COPY_SETTINGS } from './backup.ts';
import { eraseAgain, erasedBefore, erasedByLater } from './erased-again.ts';
import { holdAgain } from './held-again.ts';
import { type Level, levelOf } from './level.ts';
import { loadTables } from './load.ts';
import type { Manifest } from './manifest.ts';
import { renew } from './renewed.ts';
import { putFilesBack } from './restore-files.ts';
import { Trouble } from './trouble.ts';
import { verifyBackup } from './verify.ts';

type Deps = {
  db: Database;
  store: FileStore;
  /** Who was erased, as it is noted beside the files. */
  erased: Pick<ErasedList, 'read'>;
  clock: Pick<Clock, 'after'>;
  /** The folder of the migrations of this release. */
  migrations: string;
  backup: string;
  /** Moves aside what is there. */
  replace?: boolean;
  /** Believes that a moment that lies ahead is right. */
  fromFuture?: boolean;
  allowUnsafe?: boolean;
  silentMs?: number;
};

export type Counts = { sites: number; operators: number; conversations: number; messages: number };
export type Restored = {
  manifest: Manifest;
  counts: Counts;
  files: number;
  /** The schema that holds what was there before. */
  aside: string | null;
  applied: string[];
  foreignTables: string[];
  /** Players who were erased after the backup, came back with it, and were erased again. */
  erasedAgain: number;
};

/** Clocks of two machines are never the same. */
const CLOCKS_APART_MS = 60_000;

/** Throws a `Trouble`, and has changed nothing, wherever it does not restore everything. */
export async function restoreBackup(deps: Deps): Promise<Restored> {
  const { db, store, backup } = deps;
  const { manifest } = await verifyBackup(backup);
  const level = levelOf(manifest, await readMigrations(deps.migrations));
  await refuseUnsafe(db, { allowUnsafe: deps.allowUnsafe ?? false });
  const noted = [...(await deps.erased.read()), ...(await erasedByLater(backup))];
  let undoFiles = async () => {};
  try {
    const restored = await db.transaction(async (tx) => {
      await tx.query(COPY_SETTINGS);
      await tx.query(`set local maintenance_work_mem = '256MB'`);
      // Relays that start meanwhile wait for this lock, and then find the restored installation.
      await tx.query('select pg_advisory_xact_lock($1)', [MIGRATIONS_LOCK]);
      await refuseWhileAlive(tx, deps.clock, deps.silentMs);
      const before = await standing(tx);
      refuseTaken(before, deps);
      refuseFuture(manifest, before.now, deps);
      const files = await putFilesBack(store, backup);
      undoFiles = files.undo;
      const aside = before.isTaken ? await moveAside(tx, before.now) : null;
      if (!aside) await clearAway(tx);
      const foreignTables = await fill(tx, backup, manifest, level);
      await renew(tx, before.restores);
      await tx.query(`insert into audit (actor_kind, act, about) values ('command', 'installation.restored', $1)`, [
        { at: manifest.at, release: manifest.release, aside },
      ]);
      const applied = level.after.map(({ name }) => name);
      const known = [...noted, ...(aside ? await erasedBefore(tx, aside) : [])];
      if (aside) await holdAgain(tx, aside);
      const erasedAgain = await eraseAgain(tx, known, (names) => store.remove(names));
      const counts = await count(tx);
      return { manifest, counts, files: manifest.files.count, aside, applied, foreignTables, erasedAgain };
    });
    await db.query('analyze').catch(() => {});
    return restored;
  } catch (error) {
    await undoFiles();
    throw asTrouble(error);
  }
}

async function fill(tx: pg.PoolClient, backup: string, manifest: Manifest, { before, after }: Level) {
  await tx.query(MIGRATIONS_TABLE);
  for (const { sql } of before) await tx.query(sql);
  const foreign = await loadTables(tx, backup, manifest);
  for (const migration of after) await apply(tx, migration);
  return foreign;
}

async function apply(tx: Queryable, { name, sql, sha256 }: Migration): Promise<void> {
  await tx.query(sql);
  await tx.query('insert into migrations (name, sha256) values ($1, $2)', [name, sha256]);
}

type Standing = { now: Date; isTaken: boolean; restores: number };

async function standing(tx: Queryable): Promise<Standing> {
  const { rows } = await tx.query<{ now: Date; made: boolean }>(
    `select clock_timestamp() as now, to_regclass('installation') is not null as made`,
  );
  const now = rows[0]?.now ?? new Date(0);
  if (!rows[0]?.made) return { now, isTaken: false, restores: 0 };
  const found = await tx.query<{ isTaken: boolean; restores: number }>(
    `select exists (select from sites) or exists (select from operators) as "isTaken", restores from installation`,
  );
  return { now, isTaken: false, restores: 0, ...found.rows[0] };
}

function refuseTaken({ isTaken }: Standing, { replace = false }: Deps): void {
  if (!isTaken || replace) return;
  throw new Trouble(
    'This installation has sites or operators already: restore into an empty one, or add --replace, which keeps what is here aside; nothing was changed.',
  );
}

function refuseFuture({ at }: Manifest, now: Date, { fromFuture = false }: Deps): void {
  if (fromFuture || Date.parse(at) <= now.getTime() + CLOCKS_APART_MS) return;
  throw new Trouble(
    `This backup says that it was made at ${at}, and by the clock of Postgres it is ${now.toISOString()}: set the clock right, or add --from-future if the backup's was wrong; nothing was changed.`,
  );
}

async function count(tx: Queryable): Promise<Counts> {
  const { rows } = await tx.query<Counts>(`
    select (select count(*) from sites) as sites, (select count(*) from operators) as operators,
      (select count(*) from conversations) as conversations,
      (select count(*) from events where type = 'message') as messages`);
  return rows[0] ?? { sites: 0, operators: 0, conversations: 0, messages: 0 };
}

/** Postgres's own words, where it is Postgres that will not have it. */
function asTrouble(error: unknown): unknown {
  const { code, message } = error as Error & { code?: string };
  if (error instanceof Trouble || !/^[0-9A-Z]{5}$/.test(code ?? '')) return error;
  const advice =
    code === '42501'
      ? 'give the user of DATABASE_URL all rights in this database'
      : 'mend what it names, or take another backup';
  return new Trouble(`Postgres does not take the backup (${message}): ${advice}; nothing was changed.`);
}
