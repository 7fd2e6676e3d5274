/** A part of a backup on the disk: written once, flushed, and known by the hash of its bytes. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Trouble } from './trouble.ts';

export type Part = { bytes: number; sha256: string };

/** A backup that fills the disk of a database ends the database. */
export const SPARE_BYTES = 256 * 1024 * 1024;
const LOOK_EVERY_BYTES = 16 * 1024 * 1024;
/** Three times as fast as the usual level, for a tenth more of space. */
const GZIP_LEVEL = 1;

/** Only its owner may read it. Throws a `Trouble` when the disk has no room. */
export async function writePart(
  path: string,
  source: Readable,
  { compress = false, spareBytes = SPARE_BYTES } = {},
): Promise<Part> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lookAt = 0;
  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      if (bytes >= lookAt) {
        await refuseFull(path, spareBytes);
        lookAt = bytes + LOOK_EVERY_BYTES;
      }
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
    if (compress) await pipeline(source, createGzip({ level: GZIP_LEVEL }), counted, target);
    else await pipeline(source, counted, target);
  } catch (error) {
    throw noRoom(error, path) ?? error;
  }
  return { bytes, sha256: hash.digest('hex') };
}

export const writeText = (path: string, text: string) => writePart(path, Readable.from([Buffer.from(text)]));

export async function hashOf(source: AsyncIterable<Uint8Array>): Promise<Part> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

export const hashOfFile = (path: string) => hashOf(createReadStream(path, { highWaterMark: 1024 * 1024 }));

async function refuseFull(path: string, spareBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize < spareBytes) throw fullDisk(path);
}

function noRoom(error: unknown, path: string): Trouble | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? fullDisk(path) : undefined;
}

function fullDisk(path: string): Trouble {
  return new Trouble(
    `The disk of ${dirname(path)} is nearly full, so the backup was given up and nothing of it kept: make room, or name a folder on another disk.`,
  );
}
