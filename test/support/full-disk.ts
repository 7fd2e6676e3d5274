/** A disk that is really full after a few MB: a file system in memory, which only root may mount. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const mayMount = process.getuid?.() === 0;

export function mountSmallDisk(megabytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return {
    folder,
    grow: (to: number) => execFileSync('mount', ['-o', `remount,size=${to}m`, folder]),
    readOnly: () => execFileSync('mount', ['-o', 'remount,ro', folder]),
    unmount() {
      execFileSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}
