/** What tests of backups have in common: empty databases, folders of their own, and ways to spoil a backup. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { takeBackup } from '@touchline/relay/keeping/backup.ts';
import { restoreBackup } from '@touchline/relay/keeping/restore.ts';
import { connectPostgres, type Database } from '@touchline/relay/platform/postgres.ts';
import { createErasedList } from '@touchline/relay/privacy/erased-list.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll } from 'vitest';
import { databaseUrl, dropDatabase, quietLog, TEST_POSTGRES } from './postgres.ts';
import { testFileStore } from './relay.ts';

export const MIGRATIONS = resolve(import.meta.dirname, '../../relay/migrations');

/** Of the whole file, because what is made inside of a test cannot add to what is done after all. */
const endings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Without a table in it. */
export async function createEmptyDatabase(): Promise<{ db: Database; url: string }> {
  const serverUrl = process.env[TEST_POSTGRES] ?? '';
  const server = await connectPostgres({ url: serverUrl, log: quietLog, maxConnections: 1 });
  const name = `empty_${crypto.randomUUID().replaceAll('-', '')}`;
  await server.query(`create database ${name}`);
  const url = databaseUrl(serverUrl, name);
  const db = await connectPostgres({ url, log: quietLog });
  endings.push(async () => {
    await db.close();
    await dropDatabase(server, name);
    await server.close();
  });
  return { db, url };
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-keeping-'));
  // A Postgres that root starts runs as another user.
  await chmod(folder, 0o755);
  endings.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

type BackupDeps = Parameters<typeof takeBackup>[0];
type RestoreDeps = Parameters<typeof restoreBackup>[0];

export const backUp = (db: Database, filesFolder: string, folder: string, more: Partial<BackupDeps> = {}) =>
  takeBackup({ db, store: testFileStore(filesFolder), clock: systemClock, release: '0.1.0', folder, ...more });

/** Without patience for relays that may live, of which these tests have their own. */
export const restore = (db: Database, filesFolder: string, backup: string, more: Partial<RestoreDeps> = {}) =>
  restoreBackup({
    db,
    store: testFileStore(filesFolder, { spareBytes: 0 }),
    erased: createErasedList(filesFolder),
    clock: systemClock,
    migrations: MIGRATIONS,
    backup,
    silentMs: 0,
    ...more,
  });
