/** The bundled Postgres's folder: made at the first start, checked at every other. */
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SettingError } from '../config.ts';
import { checkSpace, noSpace } from './disk-space.ts';
import type { Log } from './log.ts';
import { type Account, chooseAccount, findPrograms, type Runnable, runAs } from './postgres-account.ts';
import { createCluster, PASSWORD_FILE } from './postgres-initdb.ts';

export type PostgresFolder = {
  /** The cluster itself, without a symbolic link in its path. */
  path: string;
  logFile: string;
  /** Of the superuser `postgres` and of the relay's role. */
  password: string;
  run: (program: string) => Runnable;
};

/** Throws a `SettingError` when the folder cannot be used. */
export async function preparePostgresFolder(dataDir: string, log: Log): Promise<PostgresFolder> {
  const { programs, major } = findPrograms();
  const account = chooseAccount(join(dataDir, 'postgres'));
  const parent = await usableParent(dataDir);
  const path = join(parent, 'postgres');
  if (await isNewOrEmpty(path)) {
    log.info(`making a new Postgres in ${path}, run by ${account.name}`);
    await createCluster(path, account, programs);
  }
  await checkVersion(path, major);
  await checkOwner(path, account);
  return {
    path,
    logFile: join(parent, 'postgres.log'),
    password: await readPassword(path),
    run: await runAs(account, programs, path),
  };
}

/** Below this a running Postgres would stop at its next log segment (16 MB). */
const FREE_TO_START_MB = 48;

async function usableParent(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    const probe = join(dataDir, `.write-test-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw noSpace(dataDir, FREE_TO_START_MB);
    const reason =
      code === 'EROFS'
        ? 'the disk is read-only'
        : code === 'ENOTDIR' || code === 'EEXIST'
          ? 'a file is in its way'
          : code;
    throw new SettingError(
      `The data folder ${dataDir} cannot be written (${reason}): give this user the right to, or set DATA_DIR to another folder.`,
    );
  }
  await checkSpace(dataDir, FREE_TO_START_MB);
  return realpath(dataDir);
}

async function isNewOrEmpty(path: string): Promise<boolean> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw notPostgres(path, 'is a file');
    throw new SettingError(
      `The folder ${path} cannot be read (${error.code}): start Touchline as the user who made it, or set DATA_DIR.`,
    );
  });
  return names.length === 0;
}

async function checkVersion(path: string, major: string): Promise<void> {
  const version = await readFile(join(path, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) throw notPostgres(path, 'is neither empty nor a Postgres folder');
  if (version.trim() === major) return;
  throw new SettingError(
    `The folder ${path} was made by Postgres ${version.trim()} and this Touchline brings Postgres ${major}: back it up with the Touchline version that made it (npm run backup), and restore that with this one into another DATA_DIR (npm run restore).`,
  );
}

/** Postgres wants to own its folder, closed to others; a backup copied back by hand often is neither. */
async function checkOwner(path: string, { ids }: Account): Promise<void> {
  const { uid, mode } = await stat(path);
  const wanted = ids?.uid ?? process.getuid?.();
  if (wanted !== undefined && uid !== wanted) {
    if (!ids) {
      throw new SettingError(
        `The folder ${path} belongs to another user (${uid}): start Touchline as that user or as root, or set DATA_DIR.`,
      );
    }
    spawnSync('chown', ['-R', `${ids.uid}:${ids.gid}`, path]);
  }
  if ((mode & 0o777) !== 0o700) await chmod(path, 0o700);
}

async function readPassword(path: string): Promise<string> {
  const file = join(path, PASSWORD_FILE);
  const password = await readFile(file, 'utf8').catch(() => '');
  if (/^[0-9a-f]{48}$/.test(password)) return password;
  throw new SettingError(
    `The password file ${file} is missing or damaged: put it back from a backup, or set DATA_DIR to a new folder.`,
  );
}

function notPostgres(path: string, what: string): SettingError {
  return new SettingError(`${path} ${what}: move it away, or set DATA_DIR to another folder.`);
}
