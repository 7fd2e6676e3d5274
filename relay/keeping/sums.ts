/**
 * `SHA256SUMS`: a line for every part, as `sha256sum --check` reads it, so that a backup can be looked through without
 * Touchline. Files come first, in the order of their names.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { fileName } from './manifest.ts';

export const SUMS = 'SHA256SUMS';

export type Sum = { sha256: string; path: string };

export function openSums(folder: string) {
  const out = createWriteStream(join(folder, SUMS), { flags: 'wx', mode: 0o600, flush: true });
  return {
    async add({ sha256, path }: Sum): Promise<void> {
      if (!out.write(`${sha256}  ${path}\n`)) await once(out, 'drain');
    },
    async close(): Promise<void> {
      out.end();
      await finished(out);
    },
  };
}

/** A line that is none comes as one with an empty path. */
export async function* readSums(folder: string): AsyncGenerator<Sum> {
  for await (const line of createInterface({ input: createReadStream(join(folder, SUMS)), crlfDelay: Infinity })) {
    const [, sha256 = '', path = ''] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
    yield { sha256, path };
  }
}

/** The hashes of an earlier backup's files, asked for in the order of their names and never all held at once. */
export function earlierSums(folder: string | null) {
  const lines = folder === null ? null : readSums(folder);
  let ahead: Sum | undefined;
  let atEnd = lines === null;
  return {
    async find(name: string): Promise<Sum | null> {
      while (!atEnd && (ahead === undefined || fileName(ahead.path) < name)) {
        const next = await lines?.next();
        ahead = next?.done ? undefined : next?.value;
        atEnd = !ahead?.path.startsWith('files/');
      }
      return !atEnd && ahead && fileName(ahead.path) === name ? ahead : null;
    },
    async close(): Promise<void> {
      await lines?.return(undefined);
    },
  };
}
