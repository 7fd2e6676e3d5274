/** Reading the log for search, and writing down what can be found. */
import { fold } from '@touchline/shared/fold.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type pg from 'pg';
import type { Database } from '../platform/postgres.ts';
import { gramsOf, referenceGram } from './words.ts';

export type IndexStore = ReturnType<typeof createIndexStore>;
/** Conversations of which there is more to read, or whose player has another name by now. */
type Left = string[];

/** Of one conversation in one transaction: a log may be long, and a relay has other work. */
const EVENTS_MAX = 200;
/** How long after it was resolved a conversation is still looked at with the lively ones. */
const RESOLVED_LATELY = '10 minutes';

/** The player's name and id, as one text. */
const LABEL = `concat_ws(' ', k.name, k.external_id)`;
const BEHIND = 'c.last_seq > coalesce(p.seq, 0)';

type Conversation = { id: string; site: string; contact: string; label: string; isNamedAnew: boolean; begunAt: Date };
type LogRow = {
  id: string;
  seq: number;
  type: string;
  at: Date;
  text: string | null;
  of: number | null;
  reader: 'player' | 'operator' | null;
  message_at: Date | null;
};
type Entry = { c: string; s: number; l: string; site: string; at: Date; f: string; g: number[] };

export function createIndexStore(db: Database) {
  return {
    /** Lively conversations, and those resolved a moment ago, of which something has not been read. */
    async behind(limit: number): Promise<string[]> {
      const { rows } = await db.query<{ id: string }>(
        `(select c.id from conversations c left join search_progress p on p.conversation_id = c.id
           where c.status in ('waiting', 'open') and ${BEHIND} limit $1)
         union all
         (select c.id from sites s join conversations c on c.site_id = s.id and c.status = 'resolved'
             and c.resolved_at > now() - interval '${RESOLVED_LATELY}'
           left join search_progress p on p.conversation_id = c.id where ${BEHIND} limit $1)`,
        [limit],
      );
      return rows.map((row) => row.id);
    },

    /** The next conversations after this one in the order of their ids, and those of them that are behind. */
    async step(after: string, limit: number): Promise<{ last: string | null; behind: string[] }> {
      const { rows } = await db.query<{ id: string; behind: boolean }>(
        `select c.id, c.last_seq > 0 and c.status <> 'erased' and (${BEHIND} or p.player is distinct from ${LABEL}) as behind
         from conversations c join contacts k on k.id = c.contact_id
         -- Said of both, or the join begins at the first of all.
         left join search_progress p on p.conversation_id = c.id and p.conversation_id > $1
         where c.id > $1 order by c.id limit $2`,
        [after, limit],
      );
      return { last: rows.at(-1)?.id ?? null, behind: rows.filter((row) => row.behind).map((row) => row.id) };
    },

    /** Reads on in these conversations. Whoever else reads them at the same time waits, and finds it done. */
    async index(ids: string[]): Promise<Left> {
      // By itself and first: the check of the reference holds off whoever appends, for as long as this takes. By id, as
      // `append_events` locks them, or the two wait for each other.
      await db.query(
        `insert into search_progress (conversation_id)
         select c.id from conversations c where c.id = any($1::uuid[])
           and not exists (select 1 from search_progress p where p.conversation_id = c.id)
         order by c.id
         on conflict do nothing`,
        [ids],
      );
      const { conversations, long } = await db.transaction((tx) => readOn(tx, ids));
      const contacts = conversations.filter(({ isNamedAnew, label }) => isNamedAnew && label).map((one) => one.contact);
      const { rows } = await db.query<{ id: string }>(
        `select c.id from conversations c join contacts k on k.id = c.contact_id
         join search_progress p on p.conversation_id = c.id
         where c.contact_id = any($1::uuid[]) and p.player is distinct from ${LABEL}`,
        [contacts],
      );
      return [...long, ...rows.map((row) => row.id)];
    },
  };
}

async function readOn(tx: pg.PoolClient, ids: string[]): Promise<{ conversations: Conversation[]; long: Left }> {
  const { rows: conversations } = await tx.query<Conversation>(
    `select c.id, c.site_id as site, c.contact_id as contact, ${LABEL} as label,
       p.player is distinct from ${LABEL} as "isNamedAnew", date_trunc('milliseconds', c.created_at) as "begunAt"
     from search_progress p join conversations c on c.id = p.conversation_id join contacts k on k.id = c.contact_id
     where p.conversation_id = any($1::uuid[]) and c.last_seq > 0 order by p.conversation_id for update of p`,
    [ids],
  );
  const { rows: log } = await tx.query<LogRow>(
    `select p.conversation_id as id, e.seq, e.type, e.at, e.data->>'text' as text, (e.data->>'of')::int as of,
       e.data->>'reader' as reader, m.at as message_at
     from search_progress p
     cross join lateral (
       select * from events where conversation_id = p.conversation_id and seq > p.seq order by seq limit ${EVENTS_MAX}
     ) e
     left join events m on e.type = 'translated' and m.conversation_id = e.conversation_id and m.seq = (e.data->>'of')::int
     where p.conversation_id = any($1::uuid[]) order by 1, 2`,
    [conversations.map(({ id }) => id)],
  );
  await write(tx, conversations, log);
  const read = Map.groupBy(log, ({ id }) => id);
  await tx.query(
    `update search_progress p set seq = greatest(p.seq, done.seq), player = done.player
     from json_to_recordset($1) as done(id uuid, seq integer, player text) where p.conversation_id = done.id`,
    [JSON.stringify(conversations.map(({ id, label }) => ({ id, seq: read.get(id)?.at(-1)?.seq, player: label })))],
  );
  return { conversations, long: [...read].filter(([, rows]) => rows.length >= EVENTS_MAX).map(([id]) => id) };
}

async function write(tx: pg.PoolClient, conversations: Conversation[], log: LogRow[]): Promise<void> {
  /** By key, because one statement may write a row only once; null takes it away. */
  const entries = new Map<string, { key: [string, number, string]; entry: Entry | null }>();
  const put = (site: string, c: string, s: number, l: string, at: Date, text: string | null, more: number[] = []) => {
    const f = fold(text ?? '');
    const entry = text === null ? null : { c, s, l, site, at, f, g: [...gramsOf(site, f), ...more] };
    entries.set(`${c}/${s}/${l}`, { key: [c, s, l], entry });
  };
  const sites = new Map(conversations.map(({ id, site }) => [id, site]));
  for (const { id, site, label, isNamedAnew, begunAt } of conversations) {
    if (isNamedAnew) put(site, id, 0, 'contact', begunAt, label, [referenceGram(site, referenceOf(id))]);
  }
  for (const { id, seq, type, at, text, of, reader, message_at } of log) {
    const site = sites.get(id) ?? '';
    if (type === 'message') put(site, id, seq, 'original', at, text);
    if (type === 'translated' && of && message_at) put(site, id, of, `for-${reader}`, message_at, text);
  }

  const values = [...entries.values()];
  const gone = values.filter(({ entry }) => entry === null).map(({ key: [c, s, l] }) => ({ c, s, l }));
  if (gone.length > 0) {
    await tx.query(
      `delete from search_texts t using json_to_recordset($1) as gone(c uuid, s integer, l text)
       where t.conversation_id = gone.c and t.seq = gone.s and t.layer = gone.l`,
      [JSON.stringify(gone)],
    );
  }
  const kept = values.flatMap(({ entry }) => entry ?? []);
  if (kept.length === 0) return;
  await tx.query(
    `insert into search_texts (conversation_id, seq, layer, site_id, at, folded, grams)
     select * from json_to_recordset($1) as kept(c uuid, s integer, l text, site uuid, at timestamptz, f text, g integer[])
     on conflict (conversation_id, seq, layer) do update set folded = excluded.folded, grams = excluded.grams`,
    [JSON.stringify(kept)],
  );
}
