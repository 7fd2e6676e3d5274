/** Whether the disks have room. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inUnits } from '../telling.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

/** Below this, files are refused, and soon after Postgres stops. */
const TOO_LITTLE_BYTES = 256 * 1024 * 1024;
const LITTLE_BYTES = 2e9;

export type Limits = { tooLittle: number; little: number };

export async function checkDisks(
  folders: readonly string[],
  { tooLittle, little }: Limits = { tooLittle: TOO_LITTLE_BYTES, little: LITTLE_BYTES },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<number>();
  for (const folder of folders) {
    const there = await nearest(folder);
    const { dev } = await stat(there);
    if (seen.has(dev)) continue;
    seen.add(dev);
    const { bavail, bsize } = await statfs(there);
    const free = bavail * bsize;
    const what = `The disk of ${folder} has ${inUnits(free)} free`;
    if (free < tooLittle)
      findings.push(wrong(what, 'make room at once, no file is taken any more and Postgres stops soon'));
    else if (free < little) findings.push(warning(what, 'make room, or move the folder to a larger disk'));
    else findings.push(ok(what));
  }
  return findings;
}

/** A folder that is made with the first file lies where its nearest parent does. */
export async function nearest(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : nearest(dirname(path));
}
