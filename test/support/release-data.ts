/** A database as the previous release left it; see fixtures/release-0.1/write.ts for how its data came about. */
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { connectPostgres, type Database } from '@touchline/relay/platform/postgres.ts';
import { afterAll } from 'vitest';
import { databaseUrl, dropDatabase, quietLog, TEST_POSTGRES } from './postgres.ts';

export type Facts = {
  operators: { id: string; name: string; email: string; password: string }[];
  conversations: {
    conversation: string;
    site: string;
    /** Empty where the player signed in. */
    token: string;
    status: 'waiting' | 'open' | 'resolved';
    texts: string[];
    seq: number;
  }[];
};

export type Statement = { text: string; values: unknown[]; columns: string[] };

const FIXTURE = resolve(import.meta.dirname, '../fixtures/release-0.1');
const MIGRATIONS = resolve(import.meta.dirname, '../../relay/migrations');

/** Not migrated any further: that is for who starts at it. */
export async function createReleaseDatabase(): Promise<{ db: Database; url: string }> {
  const serverUrl = process.env[TEST_POSTGRES] ?? '';
  const server = await connectPostgres({ url: serverUrl, log: quietLog, maxConnections: 1 });
  const name = `release_${crypto.randomUUID().replaceAll('-', '')}`;
  await server.query(`create database ${name}`);
  const url = databaseUrl(serverUrl, name);
  const db = await connectPostgres({ url, log: quietLog });
  afterAll(async () => {
    await db.close();
    await dropDatabase(server, name);
    await server.close();
  });
  // A migration is never edited, and `migrate` compares these with what the data says was applied.
  const [conversations, append] = (await readdir(MIGRATIONS)).sort();
  for (const file of [conversations, append]) await db.query(await readFile(`${MIGRATIONS}/${file}`, 'utf8'));
  await db.query(
    'create table migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
  );
  await db.query(await readFile(`${FIXTURE}/data.sql`, 'utf8'));
  return { db, url };
}

export async function readFacts(): Promise<Facts> {
  return JSON.parse(await readFile(`${FIXTURE}/facts.json`, 'utf8'));
}

/** Every statement that a relay of that release sends, with values that it once sent. */
export async function readStatements(): Promise<Statement[]> {
  const statements: Statement[] = JSON.parse(await readFile(`${FIXTURE}/statements.json`, 'utf8'));
  return statements.map(({ values, ...rest }) => ({ ...rest, values: values.map(revive) }));
}

const revive = (value: unknown) =>
  typeof value === 'object' && value !== null && 'hex' in value ? Buffer.from(String(value.hex), 'hex') : value;
