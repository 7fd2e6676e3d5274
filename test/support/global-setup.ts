/**
 * One bundled Postgres for a whole test run, with a migrated template that `createTestDatabase` clones.
 *
 * Its folder carries the number of this process, so that a run that was killed is cleared away by the next one and
 * runs at the same time do not meet.
 */
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startBundledPostgres } from '@touchline/relay/platform/bundled-postgres.ts';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import { connectPostgres } from '@touchline/relay/platform/postgres.ts';
import { readPostmaster } from '@touchline/relay/platform/postmaster-file.ts';
import type { TestProject } from 'vitest/node';
import { databaseUrl, quietLog, TEMPLATE, TEST_POSTGRES } from './postgres.ts';

/** Runs once for each project; they share what the first one started. */
export default async function setup(_project: TestProject): Promise<() => Promise<void>> {
  users += 1;
  started ??= start();
  const { stop } = await started;
  return async () => {
    users -= 1;
    if (users === 0) await stop();
  };
}

let users = 0;
let started: Promise<{ stop: () => Promise<void> }> | undefined;

const PREFIX = 'touchline-test-';
const MIGRATIONS = resolve(import.meta.dirname, '../../relay/migrations');

async function start(): Promise<{ stop: () => Promise<void> }> {
  await clearKilledRuns();
  const dataDir = join(tmpdir(), `${PREFIX}${process.pid}`);
  await mkdir(dataDir, { recursive: true });
  // Open whatever the umask: a Postgres that root starts runs as another user.
  await chmod(dataDir, 0o755);
  const postgres = await startBundledPostgres({ dataDir, log: quietLog });
  const stop = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env[TEST_POSTGRES] = postgres.url;
  return { stop };
}

async function makeTemplate(url: string): Promise<void> {
  const db = await connectPostgres({ url, log: quietLog });
  await db.query(`create database ${TEMPLATE}`);
  await db.close();
  const template = await connectPostgres({ url: databaseUrl(url, TEMPLATE), log: quietLog });
  await migrate(template, MIGRATIONS).finally(() => template.close());
}

async function clearKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) && name.slice(PREFIX.length));
    if (!pid || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    try {
      const postmaster = await readPostmaster(join(dataDir, 'postgres'));
      if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Another user's run: theirs to clear.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
