/** The SQL of making shells of conversations: see shells.ts for what stays. Erasing a player and retention both do it. */
import { previewOf, storedAs } from '../files/file-store.ts';
import type { Queryable } from '../platform/postgres.ts';
import { KEPT_JSON } from './shells.ts';

/** Takes bytes out of the file store; rejects where it cannot, and then nothing else goes either. */
export type RemoveBytes = (names: readonly string[]) => Promise<void>;

export type Emptied = { conversations: number; files: number };

/** Translations of the last minute may still be on their way into the cache. */
const LATE_TRANSLATIONS = `interval '1 minute'`;

/**
 * Empties these conversations of one site, whose rows the caller has locked, within the caller's transaction. Those under
 * way are resolved first, in the log, so that the numbers know of no conversation without an end. `stays`: their player
 * keeps their contact, and screens of theirs are told.
 */
export async function emptyConversations(
  tx: Queryable,
  siteId: string,
  ids: readonly string[],
  { removeBytes, stays }: { removeBytes: RemoveBytes; stays: boolean },
): Promise<Emptied> {
  if (ids.length === 0) return { conversations: 0, files: 0 };
  await tx.query(
    `insert into erased_lately (conversation_id, site_id, contact_id)
     select c.id, c.site_id, case when $2 then c.contact_id end from conversations c where c.id = any($1::uuid[])
     on conflict (conversation_id) do update set erased_at = clock_timestamp()`,
    [ids, stays],
  );
  const files = await removeFiles(tx, siteId, ids, removeBytes);
  // Retention sees to those by their age: nearly all of the cache would be younger than what it erases.
  if (!stays) await forgetTranslations(tx, siteId, ids);
  await tx.query('delete from search_progress where conversation_id = any($1::uuid[])', [ids]);
  await tx.query('delete from jobs where key = any($1::text[])', [ids]);
  // What nobody has said anything in is no conversation, and no number knows of it.
  await tx.query('delete from conversations where id = any($1::uuid[]) and last_seq = 0', [ids]);
  await endInLog(tx, ids);
  await tx.query('insert into contacts (id, site_id) values (nobody_of($1), $1) on conflict do nothing', [siteId]);
  const { rows: renamed } = await tx.query<Renamed>(
    'select id, gen_random_uuid() as shell from conversations where id = any($1::uuid[])',
    [ids],
  );
  await renameWhatCounts(tx, renamed);
  await tx.query(
    `with renamed as materialized (select * from json_to_recordset($1) as renamed(id uuid, shell uuid)),
     told as (
       update events e set conversation_id = renamed.shell, client_id = null,
         data = ${kept('data')} || coalesce($3::jsonb->e.type->'put', '{}')
           || case when e.type = 'rated' then jsonb_build_object('rating', e.data->'rating' || '{"comment": null}') else '{}' end,
         private = nullif(${kept('private')}, '{}'),
         internal = nullif(${kept('internal')}, '{}')
       from renamed where e.conversation_id = renamed.id
     )
     update conversations c set id = renamed.shell, contact_id = nobody_of($2), status = 'erased',
       page = null, tags = '{}', rating = c.rating || '{"comment": null}', snoozed_until = null,
       waiting_since = null, queued_at = null, front = false, wanted_id = null, left_by = null, parked = false
     from renamed where c.id = renamed.id`,
    [JSON.stringify(renamed), siteId, KEPT_JSON],
  );
  return { conversations: renamed.length, files };
}

type Renamed = { id: string; shell: string };

/** Where what is counted of a conversation stands by its id. Reports lock how far they have read before they write. */
const COUNTED = ['report_progress', 'report_facts', 'offers'];

async function renameWhatCounts(tx: Queryable, renamed: readonly Renamed[]): Promise<void> {
  for (const table of COUNTED) {
    await tx.query(
      `update ${table} t set conversation_id = renamed.shell from json_to_recordset($1) as renamed(id uuid, shell uuid)
       where t.conversation_id = renamed.id`,
      [JSON.stringify(renamed)],
    );
  }
}

/** Of a column, what the kind of the event keeps. */
function kept(column: 'data' | 'private' | 'internal'): string {
  return `coalesce((
    select jsonb_object_agg(field.key, field.value) from jsonb_each(e.${column}) field
    where $3::jsonb->e.type->'${column}' ? field.key), '{}')`;
}

/** Bytes first: what cannot be removed keeps its row, and the whole is tried again. */
async function removeFiles(
  tx: Queryable,
  siteId: string,
  conversations: readonly string[],
  removeBytes: RemoveBytes,
): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(
    'select f.id from files f where f.conversation_id = any($1::uuid[]) order by f.id for update',
    [conversations],
  );
  const names = rows.map(({ id }) => storedAs(siteId, id));
  await removeBytes(names.flatMap((name) => [name, previewOf(name)]));
  await tx.query('delete from files where conversation_id = any($1::uuid[])', [conversations]);
  return rows.length;
}

/**
 * The cache cannot say whose text an entry was made of: it holds hashes. So everything goes that was used since they began
 * to write and is from or into a language of theirs; some of it will be paid for once more. What a provider is answering
 * just now comes into the cache after this, so a job looks once more.
 */
async function forgetTranslations(tx: Queryable, siteId: string, conversations: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ since: Date | null; languages: string[] }>(
    `select min(e.at) as since, array_remove(array_agg(distinct split_part(tongue, '-', 1)), null) as languages
     from conversations c join events e on e.conversation_id = c.id
     cross join lateral (values (c.language), (e.data->>'language')) as spoken(tongue)
     where c.id = any($1::uuid[])`,
    [conversations],
  );
  const [found] = rows;
  if (!found?.since) return;
  await forgetTranslationsSince(tx, siteId, found.languages, found.since);
  await tx.query(
    `insert into jobs (task, key, run_at) values ('forget-translations', $1, clock_timestamp() + ${LATE_TRANSLATIONS})
     on conflict (task, key) do update set asked = jobs.asked + 1, run_at = excluded.run_at`,
    [JSON.stringify({ siteId, languages: found.languages })],
  );
}

export async function forgetTranslationsSince(
  db: Queryable,
  siteId: string,
  languages: readonly string[],
  since: Date | null,
): Promise<void> {
  await db.query(
    `delete from translation_cache where site_id = $1 and used_at >= coalesce($3, clock_timestamp() - interval '5 minutes')
       and (source = any($2::text[]) or target = any($2::text[]))`,
    [siteId, languages, since],
  );
}

/** By nobody of the operators: the system's own act. */
async function endInLog(tx: Queryable, ids: readonly string[]): Promise<void> {
  await tx.query(
    `with ended as (
       update conversations c set status = 'resolved', last_seq = c.last_seq + 1, resolved_at = moment.at, updated_at = moment.at
       from (select date_trunc('milliseconds', clock_timestamp()) as at) moment
       where c.id = any($1::uuid[]) and c.status in ('waiting', 'open')
       returning c.id, c.last_seq, moment.at
     )
     insert into events (conversation_id, seq, at, type, author_kind, data)
     select id, last_seq, at, 'resolved', 'system', '{}' from ended`,
    [ids],
  );
  await tx.query(
    `update offers set outcome = 'withdrawn', ended_at = clock_timestamp()
     where conversation_id = any($1::uuid[]) and outcome is null`,
    [ids],
  );
}
