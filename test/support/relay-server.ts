/** The relay as its owner starts it: `relay/server.ts` with a data folder of its own and the bundled Postgres in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { until } from './conditions.ts';

const STARTS_WITHIN_MS = 45_000;
const SIGNALS_APART_MS = 20;

export type RelayServer = {
  url: string;
  firstRunLink: string;
  dataDir: string;
  /** Sends the signals one after the other; resolves to the exit code. */
  end(...signals: NodeJS.Signals[]): Promise<number | null>;
};

/** Resolves when it has printed its first-run link. */
export async function startRelayServer(): Promise<RelayServer> {
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
  return {
    url: `http://localhost:${port}`,
    firstRunLink: link() ?? '',
    dataDir,
    async end(...signals) {
      const ended = once(child, 'exit');
      for (const signal of signals) {
        child.kill(signal);
        // Apart, as a terminal and npm are; at once, the kernel would make one of two.
        await setTimeout(SIGNALS_APART_MS);
      }
      const [code] = await ended;
      return code;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
