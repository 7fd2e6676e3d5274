/** A migrated Postgres of one's own in this process, gone afterwards. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBundledPostgres } from '@touchline/relay/platform/bundled-postgres.ts';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import { connectPostgres, type Database } from '@touchline/relay/platform/postgres.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../relay/migrations', import.meta.url));

export async function withDatabase<Result>(work: (db: Database, url: string) => Promise<Result>): Promise<Result> {
  const log = { info: () => {}, warn: console.error, error: console.error };
  const dataDir = await mkdtemp(join(tmpdir(), 'touchline-bench-'));
  // Open whatever the umask: a Postgres that root starts runs as another user.
  await chmod(dataDir, 0o755);
  const postgres = await startBundledPostgres({ dataDir, log });
  try {
    const db = await connectPostgres({ url: postgres.url, log });
    await migrate(db, MIGRATIONS);
    return await work(db, postgres.url).finally(() => db.close());
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
