/** Whether the front ends are built, whole, and of the sources that lie beside them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, ok, warning, wrong } from './finding.ts';

export type FrontEnd = {
  name: string;
  /** Where its build lies. */
  dist: string;
  /** Names the others. */
  entry: string;
  sources: readonly string[];
};

const MEND = 'run npm run build, and start the relays again';
const NAMED = /assets\/[A-Za-z][\w-]*-[\w-]{8}\.(?:js|css)/g;

export async function checkBuilt(frontEnds: readonly FrontEnd[]): Promise<Finding[]> {
  return (await Promise.all(frontEnds.map(look))).flat();
}

async function look({ name, dist, entry, sources }: FrontEnd): Promise<Finding[]> {
  const text = await readFile(join(dist, entry), 'utf8').catch(() => null);
  if (text === null) return [wrong(`The ${name} is not built`, MEND)];
  const there = new Set((await readdir(join(dist, 'assets')).catch(() => [])).map((file) => `assets/${file}`));
  const missing = [...new Set(text.match(NAMED))].filter((path) => !there.has(path));
  if (missing.length > 0) return [wrong(`The ${name} is built in part, it lacks ${missing.join(', ')}`, MEND)];
  const builtAt = (await stat(join(dist, entry))).mtimeMs;
  for (const folder of sources) {
    const newer = await changedSince(folder, builtAt);
    if (newer) return [warning(`The ${name} was built before ${newer} changed`, MEND)];
  }
  return [ok(`The ${name} is built of this release`)];
}

const SOURCE = /(?<!\.test)\.(tsx?|css|json)$/;

async function changedSince(folder: string, at: number): Promise<string | null> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const newer = await changedSince(path, at);
      if (newer) return newer;
    } else if (SOURCE.test(entry.name) && (await stat(path)).mtimeMs > at) return path;
  }
  return null;
}
