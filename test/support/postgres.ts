/**
 * A database of one's own for a test file: cloned from the migrated template, dropped when the file is done.
 *
 *     const { db, url } = await createTestDatabase();   // at the top of the file, or of a describe
 */
import { connectPostgres, type Database } from '@touchline/relay/platform/postgres.ts';
import { afterAll } from 'vitest';

export type TestDatabase = {
  db: Database;
  /** For processes that the test starts. */
  url: string;
};

export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env[TEST_POSTGRES];
  if (!serverUrl) throw new Error('no test Postgres: run the tests with `node test/run.ts` or test/vitest.config.ts');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const server = await connectPostgres({ url: serverUrl, log: quietLog, maxConnections: 1 });
  await server.query(`create database ${name} template ${TEMPLATE}`);
  const url = databaseUrl(serverUrl, name);
  const db = await connectPostgres({ url, log: quietLog });
  afterAll(async () => {
    await db.close();
    await dropDatabase(server, name);
    await server.close();
  });
  return { db, url };
}

/**
 * Also while a relay that the test killed has not been noticed by Postgres. Not `with (force)`: that is denied while
 * autovacuum is at work in it, which a plain drop sends away by itself.
 */
export async function dropDatabase(server: Database, name: string): Promise<void> {
  await server.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = current_user',
    [name],
  );
  await server.query(`drop database ${name}`);
}

/** The environment variable that carries the test Postgres's URL to the workers. */
export const TEST_POSTGRES = 'TOUCHLINE_TEST_POSTGRES';

export const TEMPLATE = 'touchline_template';

export const quietLog = { info: () => {}, warn: () => {}, error: () => {} };

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
