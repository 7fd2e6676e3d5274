/** Relays that start at the same moment on an empty database, as processes: one migrates, all of them serve. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePorts } from '../../examples/cluster/ports.ts';
import { until } from '../../test/support/conditions.ts';
import { createTestDatabase, databaseUrl, dropDatabase, quietLog } from '../../test/support/postgres.ts';
import { connectPostgres } from './postgres.ts';

const { db: server, url } = await createTestDatabase();
const RELAYS = 4;
const STARTS_WITHIN_MS = 60_000;
const PROGRAM = fileURLToPath(new URL('../server.ts', import.meta.url));

describe('four relays started at once on an empty database', { timeout: 120_000 }, () => {
  it('all serve, and every migration has run once', async () => {
    const name = `empty_${crypto.randomUUID().replaceAll('-', '')}`;
    await server.query(`create database ${name}`);
    const empty = databaseUrl(url, name);
    const relays = (await freePorts(RELAYS)).map((port) => startRelay(port, empty));
    for (const relay of relays) {
      await until('it serves', () => relay.isReady(), STARTS_WITHIN_MS);
    }
    const db = await connectPostgres({ url: empty, log: quietLog });
    const { rows } = await db.query<{ name: string }>('select name from migrations order by name');
    expect(rows.map((row) => Number(row.name.slice(0, 4)))).toEqual(rows.map((_, n) => n + 1));
    expect((await db.query('select 1 from assets')).rowCount).toBeGreaterThan(4);
    await db.close();
    // Each that found no administrator told how to become one, and nobody said anything else.
    for (const relay of relays)
      expect(relay.output()).toMatch(/^Touchline relay: \S+\nInbox: +\S+\n(\nFirst run\. .*\n.*\n)?$/);
    expect(await Promise.all(relays.map((relay) => relay.stop()))).toEqual(relays.map(() => 0));
    await dropDatabase(server, name);
  });
});

function startRelay(port: number, database: string) {
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: `${port}`,
      DATABASE_URL: database,
      REDIS_URL: '',
      LOG_LEVEL: 'warn',
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    output: () => output,
    async isReady(): Promise<boolean> {
      if (child.exitCode !== null) throw new Error(`the relay did not start: ${output}`);
      return (await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null))?.ok === true;
    },
    async stop(): Promise<number | null> {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}
