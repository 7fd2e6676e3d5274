/** How the relay's process ends: cleanly, with its Postgres, also when one Ctrl-C arrives twice (npm passes it on). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startRelayServer } from './support/relay-server.ts';

it.each([
  ['SIGTERM', ['SIGTERM']],
  ['one Ctrl-C', ['SIGINT']],
  ['one Ctrl-C that arrives twice', ['SIGINT', 'SIGINT']],
] as [string, NodeJS.Signals[]][])(
  '%s stops the relay and the Postgres that it started',
  { timeout: 60_000 },
  async (_name, signals) => {
    const server = await startRelayServer();
    const postmaster = join(server.dataDir, 'postgres', 'postmaster.pid');
    expect(existsSync(postmaster)).toBe(true);
    expect(await server.end(...signals)).toBe(0);
    expect(existsSync(postmaster)).toBe(false);
  },
);
