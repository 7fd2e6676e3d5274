/** The relay as its owner starts it: `relay/server.ts` with a data folder of its own and the bundled Postgres in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { until } from './conditions.ts';

const STARTS_WITHIN_MS = 45_000;

/** Resolves when it has printed its first-run link. */
export async function startRelayServer(): Promise<{ url: string; firstRunLink: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'touchline-server-'));
  // A Postgres that root starts runs as another user.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../relay/server.ts', import.meta.url))], {
    env: { ...process.env, NODE_OPTIONS: '', PORT: `${port}`, DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  afterAll(async () => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  const link = () => /\S+\/inbox\/setup#\S+/.exec(output)?.[0];
  await until(
    'the relay has printed its first-run link',
    () => {
      if (child.exitCode !== null) throw new Error(`the relay did not start: ${output}`);
      return link() !== undefined;
    },
    STARTS_WITHIN_MS,
  );
  return { url: `http://localhost:${port}`, firstRunLink: link() ?? '' };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
