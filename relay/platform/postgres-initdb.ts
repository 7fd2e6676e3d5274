/**
 * A new folder for the bundled Postgres.
 *
 * It is made beside its place and moved there whole, password file included, so that a start that was killed half-way,
 * or two starts at once, never leave a folder that looks finished and is not.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SettingError } from '../config.ts';
import { checkSpace, noSpace } from './disk-space.ts';
import { type Account, type Runnable, runAs } from './postgres-account.ts';

/** Lies inside the cluster, so that a copy of the folder is complete. */
export const PASSWORD_FILE = 'touchline-password';

/** Nothing in the caller's environment may change what Postgres does: no PGDATA, PGPORT, LANG or TZ. */
export const POSTGRES_ENV = { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

export async function createCluster(path: string, account: Account, programs: string): Promise<void> {
  await checkSpace(dirname(path), FREE_TO_CREATE_MB);
  await removeLeftovers(path);
  const half = await mkdtemp(`${path}.new-`);
  try {
    const cluster = join(half, 'cluster');
    const passwordFile = join(half, PASSWORD_FILE);
    await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    await mkdir(cluster, { mode: 0o700 });
    if (account.ids) {
      // The outer folder last: once it is given away, a root without every capability cannot look into it.
      for (const entry of [passwordFile, cluster, half]) await chown(entry, account.ids.uid, account.ids.gid);
    }
    await initialise(cluster, passwordFile, (await runAs(account, programs, half))('initdb'));
    await rename(passwordFile, join(cluster, PASSWORD_FILE));
    await rename(cluster, path).catch((error: NodeJS.ErrnoException) => {
      // Another relay was faster: its folder is the one, and this one is thrown away.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    // A failure to tidy up must not hide the failure that made it necessary.
    await rm(half, { recursive: true, force: true }).catch(() => {});
  }
}

/** The last lines of a program's output: the part that says why it gave up. */
export function lastLines(text: string, count = 6): string {
  return text.trim().split('\n').slice(-count).join('\n');
}

/** An empty cluster takes 40 MB, its first log segments as much again. */
const FREE_TO_CREATE_MB = 200;

/** No first start takes this long, so what is older was left by one that was killed. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;

async function removeLeftovers(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.new-`)) continue;
    const leftover = join(dirname(path), name);
    const { mtimeMs } = await stat(leftover);
    if (mtimeMs < performance.timeOrigin - LEFTOVER_AGE_MS) await rm(leftover, { recursive: true, force: true });
  }
}

async function initialise(cluster: string, passwordFile: string, { command, args, options }: Runnable): Promise<void> {
  // Plain C would leave lower() and the trigram index blind to every letter outside ASCII; the builtin provider knows
  // Unicode and, unlike the system's locales, never changes its order under an index.
  const locale = ['--locale-provider=builtin', '--builtin-locale=PG_UNICODE_FAST', '--locale=C', '--lc-ctype=C.UTF-8'];
  const rest = ['--encoding=UTF8', '--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
  const child = spawn(command, [...args, '-D', cluster, ...locale, ...rest], {
    ...options,
    cwd: '/',
    env: POSTGRES_ENV,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const failure = await new Promise<string | undefined>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (code, signal) => done(code === 0 ? undefined : `initdb ended with ${signal ?? code}`));
  });
  if (failure === undefined) return;
  if (output.includes('No space left')) throw noSpace(dirname(cluster), FREE_TO_CREATE_MB);
  throw new SettingError(
    `The bundled Postgres could not make its data folder (${failure}): mend what its last words name, or set DATABASE_URL to your own Postgres.\n${lastLines(output)}`,
  );
}
