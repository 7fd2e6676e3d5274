/** The SQL of what an export holds, a part at a time: somebody who has written for years is not in memory at once. */
import { EVENT_COLUMNS, type EventRow, eventOf } from '../conversations/conversation-row.ts';
import type { Queryable } from '../platform/postgres.ts';
import { idsAround, NAMES_ANY, type Person } from './person.ts';

type Row = Record<string, unknown>;
/** A conversation as the export tells of it, without its log. `internal` is what operators settled among themselves. */
export type HeldConversation = { id: string; own: Row; internal: Row };
export type HeldFile = { id: string; conversation: string; name: string; type: string; bytes: number; by: string };

const EVENTS_AT_ONCE = 500;

export function createHeldRows(db: Queryable) {
  const rowsOf = async (text: string, values: unknown[]): Promise<Row[]> => (await db.query<Row>(text, values)).rows;

  return {
    /** The signed contact first, then the anonymous ones that turned out to be theirs. */
    contacts: ({ contacts, id }: Person) =>
      rowsOf(
        `select id, external_id as "externalId", name, claims as attributes, page as "lastPage", device as "lastDevice",
           seen_at as "lastVisit", created_at as "firstKnown", merged_into as "mergedInto"
         from contacts where id = any($1::uuid[]) order by id <> $2, created_at`,
        [contacts, id],
      ),

    blocks: ({ contacts }: Person) =>
      rowsOf(
        `select id as contact, blocked_until::text as until, block_reason as reason, blocked_by as by
         from contacts where id = any($1::uuid[]) and blocked_until is not null`,
        [contacts],
      ),

    holds: ({ contacts }: Person) =>
      rowsOf(`select reason, held_by_name as by, held_at as at from player_holds where contact_id = any($1::uuid[])`, [
        contacts,
      ]),

    notes: ({ contacts }: Person) =>
      rowsOf(
        `select text, operator_name as by, created_at as at from contact_notes
         where contact_id = any($1::uuid[]) order by created_at`,
        [contacts],
      ),

    /** Whom they searched for is not in it; what was done to them is. */
    audit: (person: Person) =>
      rowsOf(
        `select at, act, actor_kind as "byKind", actor_id as by, about from audit where ${NAMES_ANY} order by id`,
        [person.siteId, idsAround(person)],
      ),

    files: async ({ contacts }: Person): Promise<HeldFile[]> =>
      (
        await db.query<HeldFile>(
          `select f.id, f.conversation_id as conversation, f.name, f.type, f.bytes, f.author_kind as by
           from conversations c join files f on f.conversation_id = c.id
           where c.contact_id = any($1::uuid[]) and f.stored_at is not null order by f.created_at, f.id`,
          [contacts],
        )
      ).rows,

    async conversation(id: string): Promise<HeldConversation | null> {
      const { rows } = await db.query<{ own: Row; internal: Row }>(
        `select jsonb_build_object('id', id, 'status', status, 'topic', topic, 'language', language,
             'languageChosen', language_chosen, 'page', page, 'rating', rating, 'startedAt', created_at,
             'resolvedAt', resolved_at, 'updatedAt', updated_at, 'readUpTo', read_by_player,
             'deliveredUpTo', delivered_to_player) as own,
           jsonb_build_object('tags', tags, 'priority', priority, 'team', team_name, 'assignee', assignee_name,
             'snoozedUntil', snoozed_until::text) as internal
         from conversations where id = $1`,
        [id],
      );
      return rows[0] ? { id, ...rows[0] } : null;
    },

    /** Of a log, in order, in pages. */
    async *events(conversation: string) {
      for (let seq = 0; ; ) {
        const { rows } = await db.query<EventRow>(
          `select ${EVENT_COLUMNS} from events e where e.conversation_id = $1 and e.seq > $2 order by e.seq limit ${EVENTS_AT_ONCE}`,
          [conversation, seq],
        );
        yield* rows.map(eventOf);
        if (rows.length < EVENTS_AT_ONCE) return;
        seq = rows.at(-1)?.seq ?? seq;
      }
    },
  };
}

export type HeldRows = ReturnType<typeof createHeldRows>;
