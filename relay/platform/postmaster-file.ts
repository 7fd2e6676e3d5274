/** Which Postgres runs on a folder, by its postmaster.pid: line 1 is the process, line 2 the folder, line 4 the port. */
import { spawnSync } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the file when it is stale. While Postgres has not yet written its port, the port is 0. */
export async function readPostmaster(path: string): Promise<{ pid: number; port: number } | undefined> {
  const file = join(path, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!pid) return undefined;
  if (await servesFolder(await commandLine(pid), path)) return { pid, port: Number(lines[3] ?? 0) };
  await rm(file, { force: true });
  return undefined;
}

/** Whether this command line is that of a Postgres on the folder, by whatever path it names it. */
export async function servesFolder(command: string[], path: string): Promise<boolean> {
  const at = command.indexOf('-D');
  const folder = command[at + 1];
  if (at < 0 || folder === undefined || !command[0]?.endsWith('postgres')) return false;
  const [theirs, ours] = await Promise.all([stat(folder).catch(() => undefined), stat(path)]);
  return theirs?.ino === ours.ino && theirs.dev === ours.dev;
}

/** Empty for a process that is gone, or that is dead and only waits for its parent to notice. */
async function commandLine(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  }
  // Good enough without /proc: a folder with a space in its name is put together again.
  const words = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  const [, program = '', folder = ''] = /^(\S+postgres) -D (.*?) -p \d+ /.exec(words) ?? [];
  return program ? [program, '-D', folder] : [];
}
