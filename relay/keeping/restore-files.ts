/** A backup's files back into the store, before the rows that name them: until then nobody sees them. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { FileStore } from '../files/file-store.ts';
import { Refusal } from '../platform/errors.ts';
import { fileName } from './manifest.ts';
import { hashOf } from './part.ts';
import { readSums } from './sums.ts';
import { Trouble } from './trouble.ts';

/** What is there already stays as it is. `undo` takes away what was put there, and nothing else. */
export async function putFilesBack(store: FileStore, folder: string) {
  const put: string[] = [];
  const undo = () => store.remove(put);
  try {
    for await (const { sha256, path } of readSums(folder)) {
      if (!path.startsWith('files/')) break;
      const name = fileName(path);
      const there = await store.open(name);
      if (there && (await hashOf(there.stream)).sha256 === sha256) continue;
      const draft = await store.write(createReadStream(join(folder, path)));
      await draft.keep(name);
      if (!there) put.push(name);
    }
  } catch (error) {
    await undo();
    if (!(error instanceof Refusal)) throw error;
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    throw new Trouble(
      `The files cannot be put back${cause}: make room in the folder of files, and see that this user may write there; nothing was changed.`,
    );
  }
  return { count: put.length, undo };
}
