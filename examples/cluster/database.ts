/**
 * Postgres for all relays: the one that comes with Touchline, in DATA_DIR, or your own by DATABASE_URL, migrated and with
 * the demo's site in it. A process of its own, because a bundled Postgres belongs to whoever has started it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export type ClusterDatabase = {
  url: string;
  /** Settings of the example site. */
  site: Record<string, string>;
  /** Who may sign in, a line each. */
  operators: string[];
  stop(): Promise<void>;
};

export async function openDatabase(program: string, more: Record<string, string>): Promise<ClusterDatabase> {
  const child = fork(program, { env: { ...process.env, ...more }, detached: true });
  const ended = once(child, 'exit');
  const told = once(child, 'message').then(([message]) => message as ClusterDatabase & { databaseUrl: string });
  const answer = await Promise.race([told, ended.then(() => null)]);
  if (!answer) throw new Error('The database did not start; its own message stands above.');
  return {
    url: answer.databaseUrl,
    site: answer.site,
    operators: answer.operators,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
