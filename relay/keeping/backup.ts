/**
 * A copy of everything that the installation holds, of one moment, while relays run and write: every table as one
 * snapshot sees it (`copy`, streamed), and the files that this snapshot names. What was acknowledged before it began is
 * in it, nothing is half in it. It is written aside and renamed when it is complete.
 *
 * It is a logical copy, because that is what the bundled Postgres can do without programs that it does not bring, what
 * any Postgres from 15 on takes, and what a later release can bring up to its own migrations.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FileStore } from '../files/file-store.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { copyFiles, whyAbsent } from './backup-files.ts';
import { backupsIn, beginBackup, dropOldest } from './backup-folder.ts';
import { listed, named, sequencesOf, type Table, tablesOf } from './catalogue.ts';
import { FORMAT, MANIFEST, type Manifest, tablePath } from './manifest.ts';
import { SPARE_BYTES, writePart, writeText } from './part.ts';
import { openSums, type Sum } from './sums.ts';
import { Trouble } from './trouble.ts';

type Deps = {
  db: Database;
  store: FileStore;
  clock: Pick<Clock, 'now'>;
  release: string;
  /** Where backups lie. */
  folder: string;
  /** How many stay, this one among them; all where it is absent. */
  keep?: number | undefined;
  spareBytes?: number;
};

export type Backup = { path: string; manifest: Manifest; bytes: number; linkedFiles: number; dropped: number };

/** What the audit calls it; `npm run doctor` looks for it. */
export const BACKED_UP = 'installation.backed-up';

export async function takeBackup(deps: Deps): Promise<Backup> {
  const backup = await inSnapshot(deps.db, async (tx) => {
    const earlier = (await backupsIn(deps.folder)).at(-1) ?? null;
    const at = await momentOf(tx);
    const target = await beginBackup(deps.folder, at, deps.clock.now());
    try {
      const written = await write(tx, target.path, { ...deps, at, earlier });
      return { ...written, path: await target.finish() };
    } catch (error) {
      await target.drop();
      throw error;
    }
  });
  const { manifest, bytes } = backup;
  await deps.db.query(`insert into audit (actor_kind, act, about) values ('command', $1, $2)`, [
    BACKED_UP,
    { at: manifest.at, path: backup.path, bytes, missing: manifest.files.missing.length },
  ]);
  return { ...backup, dropped: deps.keep ? await dropOldest(deps.folder, deps.keep) : 0 };
}

/** How values are written, whatever the server's and the role's own settings are. */
export const COPY_SETTINGS = `set local client_encoding = 'UTF8'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local extra_float_digits = 1;
  set local bytea_output = 'hex'; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`;

function inSnapshot<Result>(db: Database, work: (tx: pg.PoolClient) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    await tx.query(COPY_SETTINGS);
    return work(tx);
  });
}

/** The first to ask: the snapshot is of this moment. */
async function momentOf(tx: Queryable): Promise<Date> {
  const { rows } = await tx.query<{ at: Date; there: boolean }>(
    `select clock_timestamp() as at, to_regclass('installation') is not null and to_regclass('migrations') is not null as there`,
  );
  if (rows[0]?.there) return rows[0].at;
  throw new Trouble('This database holds no Touchline installation: check DATABASE_URL and DATA_DIR.');
}

type Making = Deps & { at: Date; earlier: string | null };

async function write(tx: pg.PoolClient, path: string, { db, store, release, at, earlier, spareBytes }: Making) {
  const spare = spareBytes ?? SPARE_BYTES;
  const sums = openSums(path);
  let bytes = 0;
  try {
    const files = await copyFiles({ tx, store, folder: path, earlier, spareBytes: spare, add: sums.add });
    const tables: Manifest['tables'] = [];
    for (const table of await tablesOf(tx)) {
      const { rows, ...part } = await writeTable(tx, path, table, spare);
      tables.push({ ...table, rows });
      bytes += part.bytes;
      await sums.add(part);
    }
    const manifest: Manifest = {
      product: 'touchline',
      format: FORMAT,
      release,
      at: at.toISOString(),
      ...(await origins(tx)),
      tables,
      sequences: await sequencesOf(tx),
      files: { count: files.count, bytes: files.bytes, ...(await whyAbsent(db, files.absent)) },
    };
    const first = await writeText(`${path}/${MANIFEST}`, `${JSON.stringify(manifest, null, 2)}\n`);
    await sums.add({ sha256: first.sha256, path: MANIFEST });
    return { manifest, bytes: bytes + files.bytes, linkedFiles: files.linked };
  } finally {
    await sums.close();
  }
}

async function writeTable(
  tx: pg.PoolClient,
  path: string,
  { name, columns, isPartitioned }: Table,
  spareBytes: number,
): Promise<Sum & { rows: number; bytes: number }> {
  const source = isPartitioned
    ? `(select ${listed(columns)} from ${named(name)})`
    : `${named(name)} (${listed(columns)})`;
  const rows = tx.query(copyTo(`copy ${source} to stdout`));
  const part = await writePart(`${path}/${tablePath(name)}`, rows, { compress: true, spareBytes });
  return { ...part, path: tablePath(name), rows: rows.rowCount };
}

async function origins(tx: Queryable): Promise<Pick<Manifest, 'postgres' | 'migrations'>> {
  const { rows } = await tx.query<{ postgres: string; migrations: Manifest['migrations'] }>(
    `select current_setting('server_version') as postgres,
       coalesce(json_agg(json_build_object('name', name, 'sha256', sha256) order by name), '[]') as migrations from migrations`,
  );
  return rows[0] ?? { postgres: '', migrations: [] };
}
