/** Files in a folder; of several relays it is one folder that they share. See file-store.ts for what is promised. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '@touchline/shared/clock.ts';
import { Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { type Draft, type FileStore, refuseOtherNames } from './file-store.ts';

type Options = {
  folder: string;
  clock: Clock;
  log: Pick<Log, 'error'>;
  /** Of the disk's room files leave this much: the database may live there too, and does not survive a full disk. */
  spareBytes?: number;
};

const SPARE_BYTES = 256 * 1024 * 1024;

export function createDiskStore({ folder, clock, log, spareBytes = SPARE_BYTES }: Options): FileStore {
  const drafts = join(folder, 'drafts');
  /** What is being written may still need all of it: how much of that the disk has seen is not asked. */
  let reserved = 0;

  /** Spread by the end of the id, which is random, so that no folder grows large. */
  function pathOf(name: string): string {
    refuseOtherNames(name);
    const [site = '', file = ''] = name.split('/');
    return join(folder, site, file.slice(34, 36), file);
  }

  async function write(source: AsyncIterable<Uint8Array>, expected = 0): Promise<Draft> {
    const path = join(drafts, randomUUID());
    let held = 0;
    try {
      await mkdir(drafts, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(drafts);
      if (bavail * bsize - reserved - expected < spareBytes) {
        throw Object.assign(new Error('the disk is nearly full'), { code: 'ENOSPC' });
      }
      held = expected;
      reserved += held;
      // Flushed before it has a name: a name that leads to half a file is what a loss of power would leave.
      await pipeline(source, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
      return draftAt(path, (await stat(path)).size);
    } catch (error) {
      await rm(path, { force: true }).catch(() => {});
      throw asRefusal(error);
    } finally {
      reserved -= held;
    }
  }

  function draftAt(path: string, bytes: number): Draft {
    return {
      bytes,
      read: () => readFile(path),
      async keep(name) {
        const target = pathOf(name);
        try {
          await mkdir(dirname(target), { recursive: true, mode: 0o700 });
          await rename(path, target);
          await flushFolder(dirname(target));
        } catch (error) {
          throw asRefusal(error);
        }
      },
      drop: () => rm(path, { force: true }),
    };
  }

  /** Errors of the source, such as a line that was cut, stay what they are. */
  function asRefusal(error: unknown): unknown {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (!DISK_CODES.includes(code ?? '') || syscall === 'read') return error;
    log.error({ err: error, folder }, 'a file could not be written');
    return new Refusal('unavailable', 'Files cannot be stored right now; try again later.', {
      retryAfterMs: 30_000,
      cause: error,
    });
  }

  return {
    write,
    async open(name) {
      try {
        const file = await open(pathOf(name));
        const { size } = await file.stat();
        return { bytes: size, stream: file.createReadStream() };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async remove(names) {
      for (const name of names) await rm(pathOf(name), { force: true });
    },
    async sweep(olderThanMs) {
      const names = await readdir(drafts).catch(() => []);
      for (const name of names) {
        const path = join(drafts, name);
        const left = await stat(path).catch(() => null);
        if (left && left.mtimeMs < clock.now() - olderThanMs) await rm(path, { force: true });
      }
    },
  };
}

const DISK_CODES = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EFBIG', 'ENOTDIR'];

/** A name is written with its folder, so that is flushed too. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
