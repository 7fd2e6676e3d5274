/**
 * Backing up and restoring 100,000 messages with their index, against the plain `copy` of the same tables, which neither
 * packs, hashes nor flushes: out to nowhere, and back into tables without an index.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { takeBackup } from '@touchline/relay/keeping/backup.ts';
import { tablesOf } from '@touchline/relay/keeping/catalogue.ts';
import { restoreBackup } from '@touchline/relay/keeping/restore.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createErasedList } from '@touchline/relay/privacy/erased-list.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { from, to } from 'pg-copy-streams';
import { createSite, testFileStore } from '../../support/relay.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { rowOf } from '../rows.ts';
import { fillArchive } from '../servers/archive.ts';
import { withDatabase } from '../servers/own-database.ts';
import { readAll } from '../servers/search-index.ts';

const FULL = { conversations: 20_000, messages: 100_000 };
const QUICK = { conversations: 400, messages: 2_000 };
const ROUNDS = 3;
const MIGRATIONS = resolve(import.meta.dirname, '../../../relay/migrations');

export const backup: Figure = { name: 'backup', measure };

async function measure({ quick, say }: BenchOptions): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-bench-backup-'));
  const store = testFileStore(join(folder, 'files'), { spareBytes: 0 });
  try {
    return await withDatabase(async (db) => {
      const site = await createSite(db);
      await fillArchive(db, { siteId: site.id, ...(quick ? QUICK : FULL) });
      await readAll(db);
      const times = { out: [] as number[], copyOut: [] as number[], back: [] as number[], copyBack: [] as number[] };
      let megabytes = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const tables = (await tablesOf(db)).map(({ name }) => name);
        times.copyOut.push(await seconds(() => eachTable(db, tables, copyOut)));
        times.copyBack.push(await seconds(() => eachTable(db, tables, copyBack)));
        const release = '0.1.0';
        let path = '';
        times.out.push(
          await seconds(async () => {
            const taken = await takeBackup({ db, store, clock: systemClock, release, folder });
            path = taken.path;
            megabytes = taken.bytes / 1e6;
          }),
        );
        times.back.push(
          await seconds(() =>
            restoreBackup({
              ...{ db, store, erased: createErasedList(folder), clock: systemClock },
              ...{ migrations: MIGRATIONS, backup: path, replace: true },
            }),
          ),
        );
        for (const { name } of (
          await db.query(`select nspname as name from pg_namespace where nspname ~ '^touchline_'`)
        ).rows) {
          await db.query(`drop schema ${name} cascade`);
        }
      }
      const { rows } = await db.query('select pg_database_size(current_database()) / 1e6 as megabytes');
      say(`the backup takes ${megabytes.toFixed(1)} MB, the database ${Number(rows[0]?.megabytes).toFixed(0)} MB`);
      return [
        rowOf('backup/out', 's', { ours: times.out, others: { copy: times.copyOut } }),
        rowOf('backup/back', 's', { ours: times.back, others: { copy: times.copyBack } }),
      ];
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Copy = (tx: Parameters<Parameters<Database['transaction']>[0]>[0], table: string) => Promise<void>;

const eachTable = (db: Database, tables: string[], copy: Copy) =>
  db.transaction(async (tx) => {
    for (const table of tables) await copy(tx, table);
  });

const rowsOf = (table: string) => to(`copy (select * from "${table}") to stdout`);

const copyOut: Copy = (tx, table) =>
  pipeline(tx.query(rowsOf(table)), new Writable({ write: (_chunk, _encoding, done) => done() }));

/** What is copied back was read into memory before; the reading counts too. */
const copyBack: Copy = async (tx, table) => {
  const chunks: Buffer[] = await tx.query(rowsOf(table)).toArray();
  await tx.query(`create temporary table "bare_${table}" (like "${table}") on commit drop`);
  const source = new PassThrough();
  const done = pipeline(source, tx.query(from(`copy "bare_${table}" from stdin`)));
  for (const chunk of chunks) source.write(chunk);
  source.end();
  await done;
};

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}
