/** The SQL of files. Who may do what is said by those who call. */
import type { FileRef } from '@touchline/shared/conversation.ts';
import type { Database, Queryable } from '../platform/postgres.ts';

/** Whose a file is until it is sent: a player's conversation has one player. */
export type Sender = { kind: 'player' } | { kind: 'operator'; id: string };

export type FileRow = {
  id: string;
  siteId: string;
  conversation: string;
  sender: Sender;
  name: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  isStored: boolean;
  isSent: boolean;
};

export type Found = { bytes: number; width?: number; height?: number };
export type FilesStore = ReturnType<typeof createFilesStore>;

type Row = Omit<FileRow, 'sender'> & { kind: 'player' | 'operator'; author: string | null };

const COLUMNS = `f.id, f.site_id as "siteId", f.conversation_id as conversation, f.author_kind as kind, f.author_id as author,
  f.name, f.type, f.bytes, f.width, f.height, f.stored_at is not null as "isStored", f.sent_with is not null as "isSent"`;

/** In days: what nobody has sent by then goes. */
const UNSENT_DAYS = 1;
/** How far back it is looked for what was meant for a message that was never written. */
const UNWRITTEN_DAYS = 3;
/** For that long its message may be on its way into the log. */
const BEING_SENT_MINUTES = 15;
const SWEPT_AT_ONCE = 100;

/** Bound to a message that was refused, or not written for another reason. */
const IS_UNWRITTEN = `not exists (
  select 1 from events e where e.conversation_id = f.conversation_id and e.client_id = f.sent_with)`;

/** What nobody has sent in a day; two queries, so that each has an index. */
const UNSENT = `select f.site_id as "siteId", f.id from files f
  where f.sent_with is null and f.created_at < now() - make_interval(days => ${UNSENT_DAYS})
  order by f.created_at limit ${SWEPT_AT_ONCE} for update skip locked`;

/** Somebody may have sent one twice at the same moment, so of the few that are left the messages are asked as well. */
const UNWRITTEN = `with unwritten as materialized (
    select f.site_id, f.id, f.conversation_id from files f
    where f.bound_at between now() - make_interval(days => ${UNWRITTEN_DAYS})
        and now() - make_interval(mins => ${BEING_SENT_MINUTES})
      and f.created_at < now() - make_interval(days => ${UNSENT_DAYS}) and ${IS_UNWRITTEN}
    for update of f skip locked
  )
  select f.site_id as "siteId", f.id from unwritten f
  where not exists (
    select 1 from events e where e.conversation_id = f.conversation_id and e.type = 'message'
      and e.data->'files' @> jsonb_build_array(jsonb_build_object('id', f.id)))
  limit ${SWEPT_AT_ONCE}`;

export function createFilesStore(db: Database) {
  return {
    /** The row of a file that is about to come. Repeating it changes nothing; what is there is returned. */
    async announce(file: Omit<FileRow, 'width' | 'height' | 'isStored' | 'isSent'>): Promise<FileRow | null> {
      const { siteId, id, conversation, sender, name, type, bytes } = file;
      await db.query(
        `insert into files (site_id, id, conversation_id, author_kind, author_id, name, type, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (site_id, id) do nothing`,
        [siteId, id, conversation, sender.kind, idOf(sender), name, type, bytes],
      );
      const { rows } = await db.query<Row>(`select ${COLUMNS} from files f where f.site_id = $1 and f.id = $2`, [
        siteId,
        id,
      ]);
      return fileOf(rows[0]);
    },

    /** The file of that conversation. */
    async byId(conversation: string, id: string): Promise<FileRow | null> {
      const { rows } = await db.query<Row>(
        `select ${COLUMNS} from conversations c join files f on f.site_id = c.site_id and f.id = $2
         where c.id = $1 and f.conversation_id = c.id`,
        [conversation, id],
      );
      return fileOf(rows[0]);
    },

    /**
     * Says that the bytes are there, once: `keep` puts them in place under the row's lock, so that of two uploads at once
     * the row describes the one that is kept. Returns the row as it is then; null when there is none any more.
     */
    store: (siteId: string, id: string, found: Found, keep: () => Promise<void>): Promise<FileRow | null> =>
      db.transaction(async (tx) => {
        const before = fileOf(await locked(tx, siteId, id));
        if (!before || before.isStored) return before;
        await keep();
        const { bytes, width = null, height = null } = found;
        await tx.query(
          'update files set stored_at = now(), bytes = $3, width = $4, height = $5 where site_id = $1 and id = $2',
          [siteId, id, bytes, width, height],
        );
        return { ...before, bytes, width, height, isStored: true };
      }),

    /**
     * Binds files to a message, all of them or none: null when one of them is not there, not this sender's in this
     * conversation, not stored, or bound to another message that was written: one that was refused, because somebody else
     * had written meanwhile, is sent again as another message.
     */
    bind: (siteId: string, conversation: string, sender: Sender, clientId: string, ids: string[]) =>
      db.transaction(async (tx): Promise<FileRow[] | null> => {
        const { rows } = await tx.query<Row & { isFree: boolean }>(
          `select ${COLUMNS}, f.sent_with is null or f.sent_with = $3 or ${IS_UNWRITTEN} as "isFree" from files f
           where f.site_id = $1 and f.id = any($2::uuid[]) order by f.id for update`,
          [siteId, ids, clientId],
        );
        const files = new Map(
          rows
            .filter((row) => row.conversation === conversation && row.isStored && isSenders(row, sender) && row.isFree)
            .map((row) => [row.id, fileOf(row) as FileRow]),
        );
        if (files.size !== new Set(ids).size || files.size !== ids.length) return null;
        await tx.query(
          'update files set sent_with = $3, bound_at = now() where site_id = $1 and id = any($2::uuid[])',
          [siteId, ids, clientId],
        );
        return ids.flatMap((id) => files.get(id) ?? []);
      }),

    /** Takes away what nobody has sent in a day; `remove` is told first, and what it cannot remove stays. */
    sweep: (remove: (files: { siteId: string; id: string }[]) => Promise<void>): Promise<number> =>
      db.transaction(async (tx) => {
        const { rows: unsent } = await tx.query<{ siteId: string; id: string }>(UNSENT);
        const { rows: unwritten } = await tx.query<{ siteId: string; id: string }>(UNWRITTEN);
        const rows = [...unsent, ...unwritten];
        await remove(rows);
        await tx.query(
          `delete from files f using json_to_recordset($1) as gone("siteId" uuid, id uuid)
           where f.site_id = gone."siteId" and f.id = gone.id`,
          [JSON.stringify(rows)],
        );
        return rows.length;
      }),
  };
}

export function isSameSender(one: Sender, other: Sender): boolean {
  return one.kind === other.kind && idOf(one) === idOf(other);
}

export function refOf({ id, name, type, bytes, width, height }: FileRow): FileRef {
  return { id, name, type, bytes, ...(width && height && { width, height }) };
}

async function locked(tx: Queryable, siteId: string, id: string): Promise<Row | undefined> {
  const { rows } = await tx.query<Row>(`select ${COLUMNS} from files f where f.site_id = $1 and f.id = $2 for update`, [
    siteId,
    id,
  ]);
  return rows[0];
}

function isSenders({ kind, author }: Row, sender: Sender): boolean {
  return kind === sender.kind && author === idOf(sender);
}

function idOf(sender: Sender): string | null {
  return sender.kind === 'operator' ? sender.id : null;
}

function fileOf(row: Row | undefined): FileRow | null {
  if (!row) return null;
  const { kind, author, ...file } = row;
  return { ...file, sender: kind === 'operator' && author ? { kind, id: author } : { kind: 'player' } };
}
