/**
 * Where backups lie: a folder each, named by its moment, in one folder.
 *
 *     2026-11-22T20-15-03.211Z.part ──all of it written and flushed──▶ 2026-11-22T20-15-03.211Z
 *
 * Every one is complete by itself: what the one before had already is a hard link to the same bytes, so that it costs no
 * room, and taking any of them away harms no other.
 */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Trouble } from './trouble.ts';

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;
const UNFINISHED = '.part';
/** Longer than any backup takes, so what is older was left by one that was killed. */
const LEFTOVER_MS = 3 * 24 * 3_600_000;

export const nameOf = (at: Date) => at.toISOString().replaceAll(':', '-');

/** The complete ones, oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** An unfinished one, which is either finished or leaves nothing. */
export async function beginBackup(folder: string, at: Date, now: number) {
  const final = join(folder, nameOf(at));
  const path = final + UNFINISHED;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await clearLeftovers(folder, now);
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    throw new Trouble(
      `The folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}): give this user the right to, or name another one.`,
    );
  }
  return {
    path,
    async finish(): Promise<string> {
      await flush(path);
      await rename(path, final);
      await flush(folder);
      return final;
    },
    drop: () => rm(path, { recursive: true, force: true }),
  };
}

/** Takes the oldest away until `keep` are left; returns how many it took. */
export async function dropOldest(folder: string, keep: number): Promise<number> {
  const all = await backupsIn(folder);
  const old = all.slice(0, Math.max(0, all.length - keep));
  for (const path of old) {
    // Half of one that was being taken away must not look like a whole one.
    await rename(path, path + UNFINISHED);
    await rm(path + UNFINISHED, { recursive: true, force: true });
  }
  return old.length;
}

async function clearLeftovers(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!name.endsWith(UNFINISHED) || !NAME.test(name.slice(0, -UNFINISHED.length))) continue;
    if ((await stat(path)).mtimeMs < now - LEFTOVER_MS) await rm(path, { recursive: true, force: true });
  }
}

/** A new name is safe from a loss of power once its folder is. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
