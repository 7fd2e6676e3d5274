/** A bundled Postgres of a test's own, to be killed; what keeps it running starts it again, as in a relay's process. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startBundledPostgres } from '@touchline/relay/platform/bundled-postgres.ts';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import { connectPostgres, type Database } from '@touchline/relay/platform/postgres.ts';
import { readPostmaster } from '@touchline/relay/platform/postmaster-file.ts';
import { quietLog } from './postgres.ts';

export type PostgresCluster = Awaited<ReturnType<typeof startPostgresCluster>>;

export async function startPostgresCluster() {
  const dataDir = await mkdtemp(join(tmpdir(), 'touchline-cluster-'));
  // A Postgres that root starts runs as another user.
  await chmod(dataDir, 0o755);
  const postgres = await startBundledPostgres({ dataDir, log: quietLog });
  const db: Database = await connectPostgres({ url: postgres.url, log: quietLog });
  await migrate(db, resolve(import.meta.dirname, '../../relay/migrations'));

  return {
    db,
    url: postgres.url,
    /** SIGKILL, to the whole of it or to one of its connections, after which it ends all others by itself. */
    async kill(what: 'postmaster' | 'connection'): Promise<void> {
      const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
      const pid = what === 'connection' ? rows[0]?.pid : (await readPostmaster(join(dataDir, 'postgres')))?.pid;
      if (!pid) throw new Error('there is no Postgres to kill');
      process.kill(pid, 'SIGKILL');
    },
    async stop(): Promise<void> {
      await db.close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
