/**
 * The bundled Postgres as a process: found or started, asked, stopped.
 *
 * A folder is *free* (no postmaster.pid), *starting*, *ready*, *stopping*, or *stale*: the file names a process that is
 * gone, or that is no Postgres of this folder. A stale file is removed, because in a restarted container the same small
 * process ids come back, and Postgres would take the stranger for itself and never start.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import pg from 'pg';
import { SettingError } from '../config.ts';
import type { Log } from './log.ts';
import type { PostgresFolder } from './postgres-folder.ts';
import { lastLines, POSTGRES_ENV } from './postgres-initdb.ts';
import { POSTGRES_SETTINGS } from './postgres-settings.ts';
import { readPostmaster } from './postmaster-file.ts';

export type Postmaster = { port: number };

/** Adopts the Postgres that runs on this folder, or starts it: on `port` if given, else on any free one. */
export async function ensurePostmaster(folder: PostgresFolder, log: Log, port?: number): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const running = await readPostmaster(folder.path);
    if (running && running.port > 0) {
      const ready = await waitUntilReady(
        folder,
        running.port,
        async () => (await readPostmaster(folder.path))?.pid === running.pid,
      );
      if (ready) {
        log.info({ pid: running.pid, port: running.port }, 'adopted the bundled Postgres that was already running');
        return { port: running.port };
      }
    } else if (!running) {
      const chosen = port ?? (await freePort());
      const failure = await launch(folder, chosen);
      if (failure === undefined) {
        log.info({ port: chosen }, 'started the bundled Postgres');
        return { port: chosen };
      }
      if (attempt >= ATTEMPTS || !PASSES_BY_ITSELF.test(failure)) throw startFailure(folder, failure);
    }
    await pause(RETRY_PAUSE_MS);
  }
}

/** A connection as superuser. It survives nothing: when Postgres goes, it emits `end`. */
export async function connectToPostmaster({ password }: PostgresFolder, port: number): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    application_name: 'touchline keeper',
    ssl: false,
  });
  // Without a listener the loss of the connection would end the relay; `end` follows and says enough.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Fast shutdown: sessions are ended, what was committed is on disk. Returns when the folder is free. */
export async function stopPostmaster(folder: PostgresFolder, log: Log): Promise<void> {
  const running = await readPostmaster(folder.path);
  if (!running) return;
  signal(running.pid, 'SIGINT');
  for (let waited = 0; (await readPostmaster(folder.path))?.pid === running.pid; waited += POLL_MS) {
    if (waited === STOP_PATIENCE_MS) {
      log.warn('the bundled Postgres does not stop; ending it at once (it recovers at its next start)');
      signal(running.pid, 'SIGQUIT');
    }
    await pause(POLL_MS);
  }
}

const POLL_MS = 50;
const RETRY_PAUSE_MS = 250;
const STOP_PATIENCE_MS = 30_000;

/** Ten seconds in all: the children of a killed Postgres need a moment to notice and let go of its memory. */
const ATTEMPTS = 40;
const PASSES_BY_ITSELF = /could not bind|lock file .* already exists|shared memory block .* still in use/;

/** A log that has grown past this is put aside at the next start; the one before it is forgotten. */
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;

/** Returns why it failed, or nothing when Postgres answers. */
async function launch(folder: PostgresFolder, port: number): Promise<string | undefined> {
  const { command, args, options } = folder.run('postgres');
  const logged = await rotate(folder.logFile);
  const output = openSync(folder.logFile, 'a', 0o640);
  let failure: string | undefined;
  // Detached: a Ctrl-C in the terminal is for the relay, which stops Postgres after its own last write.
  const child = spawn(command, [...args, '-D', folder.path, '-p', String(port), ...POSTGRES_SETTINGS], {
    ...options,
    cwd: '/',
    env: POSTGRES_ENV,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code, by) => {
    failure = `postgres ended with ${by ?? code}`;
  });
  if (await waitUntilReady(folder, port, async () => failure === undefined)) return undefined;
  const words = (await readFile(folder.logFile)).subarray(logged).toString();
  return `${failure}\n${lastLines(words)}`;
}

/** Recovery after a crash takes what it takes, so the only limit is that the process lives. */
async function waitUntilReady(folder: PostgresFolder, port: number, alive: () => Promise<boolean>): Promise<boolean> {
  while (await alive()) {
    try {
      await (await connectToPostmaster(folder, port)).end();
      return await alive();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === '28P01') {
        throw new SettingError(
          `The Postgres that runs on ${folder.path} does not accept the password kept there: stop that Postgres, then start Touchline again.`,
        );
      }
      if (code !== 'ECONNREFUSED' && code !== 'ECONNRESET' && code !== '57P03' && !/terminated/.test(message))
        throw error;
    }
    await pause(POLL_MS);
  }
  return false;
}

function startFailure(folder: PostgresFolder, failure: string): SettingError {
  return new SettingError(
    `The bundled Postgres does not start: mend what its last words name (all of them are in ${folder.logFile}), or set DATABASE_URL to your own Postgres.\n${failure}`,
  );
}

async function rotate(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_LIMIT_BYTES) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
