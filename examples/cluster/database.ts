/**
 * Postgres for all relays: the one that comes with Touchline, in DATA_DIR, or your own by DATABASE_URL, migrated and with
 * the demo's site in it. A process of its own, because a bundled Postgres belongs to whoever has started it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export type ClusterDatabase = {
  databaseUrl: string;
  /** Settings of the example site. */
  site: Record<string, string>;
  /** Who may sign in, a line each. */
  operators: string[];
};

export function startDatabase(program: string, more: Record<string, string>) {
  const child = fork(program, { env: { ...process.env, ...more }, detached: true });
  const ended = once(child, 'exit');
  const told = once(child, 'message').then(([message]) => message as ClusterDatabase);
  const answer = Promise.race([told, ended.then(() => null)]);
  return {
    ready: answer.then((database) => {
      if (!database) throw new Error('The database did not start; its own message stands above.');
      return database;
    }),
    async stop(): Promise<void> {
      // Half started, it would leave a Postgres behind.
      await answer;
      child.kill('SIGTERM');
      await ended;
    },
  };
}
