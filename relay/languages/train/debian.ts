/**
 * Debian's packages as a source of sentences in many languages. Fetched with `apt-get download`, which needs no root,
 * and unpacked, not installed.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Package = { name: string; version: string; folder: string };

/** What lies in `cache` already is not fetched again. */
export async function fetchPackages(names: string[], cache: string): Promise<Package[]> {
  await mkdir(cache, { recursive: true });
  const packages: Package[] = [];
  for (const name of names) {
    const file = (await archiveOf(name, cache)) ?? (await download(name, cache));
    const folder = join(cache, name);
    await mkdir(folder, { recursive: true });
    await run('dpkg-deb', ['--extract', join(cache, file), folder]);
    packages.push({ name, version: decodeURIComponent(file.split('_')[1] ?? ''), folder });
  }
  return packages;
}

async function archiveOf(name: string, cache: string): Promise<string | undefined> {
  return (await readdir(cache)).find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'));
}

async function download(name: string, cache: string): Promise<string> {
  await run('apt-get', ['download', name], { cwd: cache });
  const file = await archiveOf(name, cache);
  if (!file) throw new Error(`apt-get downloaded no ${name}; is its list of packages up to date?`);
  return file;
}

/** Of every file below, the path; sorted, so that every run reads them in one order. */
export async function filesBelow(folder: string, ending: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => join(folder, file));
}
