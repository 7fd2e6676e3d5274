/**
 * Whether a backup is whole: looked at before a restore touches anything. Every part has to be there, byte for byte, and
 * nothing may be missing from the list of parts, so one that was cut off, damaged or only begun is never taken for one.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isStoredName } from '../files/file-store.ts';
import { fileName, filePath, MANIFEST, type Manifest, parseManifest, tablePath } from './manifest.ts';
import { hashOfFile } from './part.ts';
import { readSums, SUMS } from './sums.ts';
import { Trouble } from './trouble.ts';

export type Verified = { manifest: Manifest; bytes: number };

/** Throws a `Trouble` that says what is wrong and what to do. */
export async function verifyBackup(folder: string): Promise<Verified> {
  const manifest = parseManifest(await readFirstPage(folder), folder);
  const wanted = new Set([MANIFEST, ...manifest.tables.map(({ name }) => tablePath(name))]);
  let files = 0;
  let bytes = 0;
  for await (const { sha256, path } of readSums(folder)) {
    if (!wanted.has(path) && !isFile(path)) throw damaged(folder, SUMS, `has a line that ${MANIFEST} knows nothing of`);
    const found = await hashOfFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      throw damaged(folder, path, error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code})`);
    });
    if (found.sha256 !== sha256) throw damaged(folder, path, 'is not what was written');
    bytes += found.bytes;
    if (!wanted.delete(path)) files += 1;
  }
  const [unlisted] = wanted;
  if (unlisted) throw damaged(folder, SUMS, `does not name ${unlisted}`);
  if (files !== manifest.files.count) {
    throw damaged(folder, SUMS, `names ${files} files, and there have to be ${manifest.files.count}`);
  }
  return { manifest, bytes };
}

async function readFirstPage(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  if (!found) throw new Trouble(`There is no backup at ${folder}: name the folder that npm run backup printed.`);
  if (folder.endsWith('.part')) {
    throw new Trouble(`The backup ${folder} was never finished: name one without .part at its end.`);
  }
  if (!found.isDirectory()) {
    throw new Trouble(`${folder} is a file, and a backup is a folder: name the one that holds ${MANIFEST}.`);
  }
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null || !(await stat(join(folder, SUMS)).catch(() => null))) {
    throw new Trouble(
      `${folder} is no backup of Touchline (it lacks ${text === null ? MANIFEST : SUMS}): name the folder that npm run backup printed.`,
    );
  }
  return text;
}

/** As we write them: a path that leads out of the backup would bring in what is not of it. */
function isFile(path: string): boolean {
  return path.startsWith('files/') && isStoredName(fileName(path)) && filePath(fileName(path)) === path;
}

function damaged(folder: string, part: string, how: string): Trouble {
  return new Trouble(
    `The backup ${folder} is damaged: ${part} ${how}. Fetch it again from where it is kept, or take another one; nothing was changed.`,
  );
}
