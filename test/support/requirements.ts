/**
 * The programs that the tests need and npm does not bring: a real Redis, a real browser, and nginx for the cluster.
 * As root on a Debian-like machine they are installed; elsewhere the reader is told what to install.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Absolute path of Chromium or Chrome; CHROMIUM_PATH overrules the search. */
export function findChromium(): string | undefined {
  return (
    process.env.CHROMIUM_PATH ||
    find(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'])
  );
}

export function findRedis(): string | undefined {
  return find(['redis-server']);
}

function findNginx(): string | undefined {
  return find(['nginx']) ?? ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find(isProgram);
}

/** Returns a sentence when something is missing and could not be installed. */
export function ensureRequirements(): string | undefined {
  const missing = [
    findRedis() ? '' : 'redis-server',
    findNginx() ? '' : 'nginx',
    findChromium() ? '' : 'chromium',
  ].filter((name) => name !== '');
  if (missing.length === 0) return undefined;
  const advice = `Missing: ${missing.join(' and ')}. Install ${missing.length > 1 ? 'them' : 'it'}, for example with: sudo apt-get install ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !find(['apt-get'])) return advice;

  console.log(`installing ${missing.join(' and ')} with apt-get …`);
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...missing]]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) return `${advice}\n(apt-get ${args[0]} failed:\n${stdout}${stderr})`;
  }
  return findRedis() && findNginx() && findChromium() ? undefined : advice;
}

function find(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
