/**
 * The files that a snapshot names, into a backup: by hard link where the backup before has the same one, which is never
 * written twice under one name; else byte by byte. None is left out without a word.
 */
import { link, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FileStore, previewOf, type Stored, storedAs } from '../files/file-store.ts';
import type { Queryable } from '../platform/postgres.ts';
import { filePath, type Manifest } from './manifest.ts';
import { writePart } from './part.ts';
import { earlierSums, type Sum } from './sums.ts';

type Deps = {
  /** In the snapshot. */
  tx: Queryable;
  store: FileStore;
  folder: string;
  earlier: string | null;
  spareBytes: number;
  add(sum: Sum): Promise<void>;
};

const ROWS_AT_ONCE = 500;

export type CopiedFiles = { count: number; bytes: number; linked: number; absent: string[] };

/** `absent`: named, and not in the store. */
export async function copyFiles({ tx, store, folder, earlier, spareBytes, add }: Deps): Promise<CopiedFiles> {
  const sums = earlierSums(earlier);
  const result: CopiedFiles = { count: 0, bytes: 0, linked: 0, absent: [] };

  async function copy(name: string, stored: Stored): Promise<void> {
    const path = filePath(name);
    const known = await sums.find(name);
    const isLinked = known && earlier && (await linked(join(earlier, path), join(folder, path), stored.bytes));
    let sha256 = known?.sha256 ?? '';
    if (isLinked) stored.stream.destroy();
    else ({ sha256 } = await writePart(join(folder, path), stored.stream, { spareBytes }));
    await add({ sha256, path });
    result.count += 1;
    result.bytes += stored.bytes;
    if (isLinked) result.linked += 1;
  }

  for await (const name of namesIn(tx)) {
    const stored = await store.open(name);
    if (stored) await copy(name, stored);
    else result.absent.push(name);
  }
  await sums.close();
  return result;
}

/** Of those that are absent: whose rows are gone by now, and whose bytes were lost. */
export async function whyAbsent(
  db: Queryable,
  names: string[],
): Promise<Pick<Manifest['files'], 'missing' | 'erased'>> {
  if (names.length === 0) return { missing: [], erased: [] };
  const { rows } = await db.query<{ name: string }>(
    `select site_id || '/' || id as name from files where stored_at is not null and id = any($1::uuid[])`,
    [names.map((name) => name.split('/')[1]?.slice(0, 36))],
  );
  const there = new Set(rows.map(({ name }) => name));
  const { missing = [], erased = [] } = Object.groupBy(names, (name) =>
    there.has(name.replace(/\.preview$/, '')) ? 'missing' : 'erased',
  );
  return { missing, erased };
}

/** In their order. Each image has a small picture beside it. */
async function* namesIn(tx: Queryable): AsyncGenerator<string> {
  if ((await tx.query(`select to_regclass('files') as found`)).rows[0]?.found === null) return;
  await tx.query(`declare stored_files no scroll cursor for
    select site_id as site, id, width is not null as image from files where stored_at is not null order by site_id, id`);
  for (;;) {
    const { rows } = await tx.query<{ site: string; id: string; image: boolean }>(
      `fetch ${ROWS_AT_ONCE} from stored_files`,
    );
    if (rows.length === 0) break;
    for (const { site, id, image } of rows) {
      const name = storedAs(site, id);
      yield name;
      if (image) yield previewOf(name);
    }
  }
  await tx.query('close stored_files');
}

/** Not across disks, nor where the file system has no links: then it is copied. */
async function linked(from: string, to: string, bytes: number): Promise<boolean> {
  try {
    if ((await stat(from)).size !== bytes) return false;
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await link(from, to);
    return true;
  } catch {
    return false;
  }
}
