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
    // Forced, because a relay that the test killed may not have been noticed by Postgres yet.
    await server.query(`drop database ${name} with (force)`);
    await server.close();
  });
  return { db, url };
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
