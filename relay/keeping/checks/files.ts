/** Whether files can be put where they belong, and whether those that the database names are there. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { type FileStore, storedAs } from '../../files/file-store.ts';
import type { Queryable } from '../../platform/postgres.ts';
import { nearest } from './disk.ts';
import { type Finding, ok, wrong } from './finding.ts';

/** Asked without writing anything. */
export async function checkFilesFolder(folder: string): Promise<Finding[]> {
  const there = await nearest(folder);
  if (!(await stat(there)).isDirectory()) {
    return [wrong(`In the place of the folder of files, ${there} is a file`, 'move it away, or set FILES_FOLDER')];
  }
  try {
    await access(there, constants.R_OK | constants.W_OK | constants.X_OK);
    return [ok(`Files can be written to ${folder}`)];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EROFS' ? 'the disk is read-only' : code;
    return [
      wrong(
        `Files cannot be written to ${folder} (${why})`,
        'give the user of the relay the right to, or set FILES_FOLDER to another folder',
      ),
    ];
  }
}

/** Of each end of the list; reading all names of a large site would take too long. */
const LOOKED_AT = 100;

export async function checkStoredFiles(db: Queryable, store: FileStore): Promise<Finding[]> {
  const { rows } = await db.query<{ site: string; id: string }>(`
    (select site_id as site, id from files where stored_at is not null order by site_id, id limit ${LOOKED_AT})
    union
    (select site_id, id from files where stored_at is not null order by site_id desc, id desc limit ${LOOKED_AT})`);
  const lost: string[] = [];
  for (const { site, id } of rows) {
    const stored = await store.open(storedAs(site, id));
    stored?.stream.destroy();
    if (!stored) lost.push(storedAs(site, id));
  }
  if (rows.length === 0) return [];
  if (lost.length === 0) return [ok(`Files that the database names are there (${rows.length} looked at)`)];
  return [
    wrong(
      `Of ${rows.length} files looked at ${lost.length} are not in the folder of files, for example ${lost[0]}`,
      'set FILES_FOLDER to the folder that the relays use, or put them back from a backup',
    ),
  ];
}
