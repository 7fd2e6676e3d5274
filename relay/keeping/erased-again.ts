/**
 * A backup brings back whoever was erased after it. The duty to erase them does not end with a restore, so it is done
 * again, in the same transaction: there is no moment at which somebody could read them. Who they are is told by hashes,
 * which the restored installation's own key makes of the restored players.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type pg from 'pg';
import type { RemoveBytes } from '../privacy/emptying.ts';
import { type ErasedPlayer, erasedPlayers } from '../privacy/erased-list.ts';
import { eraseWithin } from '../privacy/erasing-store.ts';
import { backupsIn } from './backup-folder.ts';
import { named } from './catalogue.ts';
import { MANIFEST, parseManifest, tablePath } from './manifest.ts';

/** As the installation knew that is replaced. `aside`: the schema that it is kept in. */
export async function erasedBefore(tx: pg.PoolClient, aside: string): Promise<ErasedPlayer[]> {
  const schema = `${named(aside)}.`;
  const { rows } = await tx.query('select to_regclass($1) is not null as there', [`${schema}erased_players`]);
  return rows[0]?.there ? erasedPlayers(tx, schema) : [];
}

/** The newest backup beside this one, where it is a later one, knows who was erased between the two. */
export async function erasedByLater(backup: string): Promise<ErasedPlayer[]> {
  const path = resolve(backup);
  const newest = (await backupsIn(dirname(path))).at(-1);
  if (!newest || newest <= path) return [];
  try {
    const { tables } = parseManifest(await readFile(join(newest, MANIFEST), 'utf8'), newest);
    const columns = tables.find(({ name }) => name === 'erased_players')?.columns ?? [];
    const text = gunzipSync(await readFile(join(newest, tablePath('erased_players')))).toString();
    return text.split('\n').flatMap((line) => {
      const values = line.split('\t');
      const [hash = '', siteId = ''] = ['hash', 'site_id'].map((column) => values[columns.indexOf(column)]);
      return siteId ? [{ hash: hash.replace(/^\\\\x/, ''), siteId }] : [];
    });
  } catch {
    // It is not the one that is restored, and what it knows may be known elsewhere.
    return [];
  }
}

/** Returns how many had come back. Whoever had not is remembered too, so that no token of theirs brings them back. */
export async function eraseAgain(
  tx: pg.PoolClient,
  known: readonly ErasedPlayer[],
  removeBytes: RemoveBytes,
): Promise<number> {
  const { rows } = await tx.query<{ id: string; siteId: string }>(
    `select id, site_id as "siteId" from contacts where encode(erased_hash(id), 'hex') = any($1::text[]) order by id`,
    [known.map(({ hash }) => hash)],
  );
  let count = 0;
  for (const { id, siteId } of rows) if (await eraseWithin(tx, siteId, id, 'command', removeBytes)) count += 1;
  // No screen shows anything of a restored installation yet.
  await tx.query('delete from erased_lately');
  await tx.query(
    `insert into erased_players (hash, site_id)
     select decode(known.hash, 'hex'), s.id from json_to_recordset($1) as known(hash text, "siteId" uuid)
     join sites s on s.id = known."siteId" on conflict do nothing`,
    [JSON.stringify(known)],
  );
  return count;
}
