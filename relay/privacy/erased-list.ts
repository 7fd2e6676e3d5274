/**
 * Who was erased, beside the files: hashes and sites, a line each, and nothing by which anybody could be found. The table
 * `erased_players` says the same; but a restore brings the table of its backup, and with it everybody who was erased since.
 * So the list lies where no backup reaches, and a restore erases again whom it names (keeping/erased-again.ts).
 *
 * It follows the table: whatever could not be written at once is written with the next erasure, or within the hour.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../platform/log.ts';
import type { Queryable } from '../platform/postgres.ts';

/** `hash` is hexadecimal, as `erased_hash` makes it. */
export type ErasedPlayer = { hash: string; siteId: string };
export type ErasedList = ReturnType<typeof createErasedList>;

/** What a loss of power left of a line is none. */
const LINE = /^([0-9a-f]{64}) ([0-9a-f-]{36})$/;

/** `folder`: of the files, which several relays share. */
export function createErasedList(folder: string) {
  const path = join(folder, 'erased-players');
  return {
    async read(): Promise<ErasedPlayer[]> {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      return text.split('\n').flatMap((line) => {
        const [, hash, siteId] = LINE.exec(line) ?? [];
        return hash && siteId ? [{ hash, siteId }] : [];
      });
    },

    async add(players: readonly ErasedPlayer[]): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = await open(path, 'a', 0o600);
      try {
        // Never onto what was left of another line.
        await file.appendFile(players.map(({ hash, siteId }) => `\n${hash} ${siteId}\n`).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

export async function erasedPlayers(db: Queryable, schema = ''): Promise<ErasedPlayer[]> {
  const { rows } = await db.query<ErasedPlayer>(
    `select encode(hash, 'hex') as hash, site_id as "siteId" from ${schema}erased_players`,
  );
  return rows;
}

/** Brings the list up to the table. An erasure is one also where this fails: it is tried again. */
export function createListing(db: Queryable, list: ErasedList, log: Pick<Log, 'warn'>) {
  return async (): Promise<void> => {
    try {
      const known = new Set((await list.read()).map(({ hash }) => hash));
      const missing = (await erasedPlayers(db)).filter(({ hash }) => !known.has(hash));
      if (missing.length > 0) await list.add(missing);
    } catch (error) {
      log.warn({ err: error }, 'who was erased could not be noted beside the files; it is tried again');
    }
  };
}
