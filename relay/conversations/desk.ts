/**
 * The desk: what operators see of all conversations of their sites. It has no log of its own; it is read from the
 * conversations, and a row is as new as its (id, seq).
 */
import type { DeskRow, OwnConversation } from '@touchline/shared/down.ts';
import type { DeskView, Narrowing } from '@touchline/shared/up.ts';
import type { Database } from '../platform/postgres.ts';
import { type Page, STATE_COLUMNS, type StateRow, stateOf } from './conversation-row.ts';
import { LIVE_PAGE_ROWS, viewQuery } from './desk-views.ts';
import { authorFor, stateFor } from './views.ts';

export type Desk = ReturnType<typeof createDesk>;

/** A list shows the beginning of the last message. */
const PREVIEW_CHARACTERS = 140;
/** Counted no further: a list says "99+", and a row costs the same however long nobody looked. */
const UNREAD_MAX = 100;

const LAST_MESSAGE = `
  left join events m on m.conversation_id = c.id and m.seq = c.last_message_seq
  left join lateral (
    select count(*)::int as unread from (
      select 1 from events u where u.conversation_id = c.id and u.type = 'message'`;
const MESSAGE_COLUMNS = `left(m.data->>'text', ${PREVIEW_CHARACTERS}) as text, jsonb_array_length(m.data->'files') as files, m.at as message_at, m.author_kind, m.author_id, m.author_name`;
/** The newest translation of the last message for operators, with a text or without. Few events are newer than that message. */
const LAST_TRANSLATION = `
  left join lateral (
    select t.data from events t
    where t.conversation_id = c.id and t.seq > c.last_message_seq and t.type = 'translated'
      and t.data->>'of' = c.last_message_seq::text and t.data->>'reader' = 'operator'
    order by t.seq desc limit 1
  ) translation on true`;

/** The last transfer that nobody has opened it after. Only where it may matter: a list of 5,000 looks at few events more. */
const LAST_TRANSFER = `
  left join lateral (
    select p.seq as passed_seq, p.author_id as passed_id, p.author_name as passed_name, left(p.private->>'note', ${PREVIEW_CHARACTERS}) as passed_note
    from events p
    where (c.front or c.status = 'open') and p.conversation_id = c.id and p.seq > c.read_by_operator and p.type = 'transferred'
    order by p.seq desc limit 1
  ) passed on true`;

type MessageRow = {
  text: string | null;
  files: number | null;
  message_at: Date;
  author_kind: 'player' | 'operator' | 'system';
  author_id: string | null;
  author_name: string | null;
};
type Row = StateRow &
  MessageRow & {
    id: string;
    site_id: string;
    contact_id: string;
    external_id: string | null;
    name: string | null;
    page: Page | null;
    unread: number;
    tier: string | null;
    blocked_until: number | null;
    waiting_since: Date | null;
    queued_at: Date | null;
    front: boolean;
    wanted_id: string | null;
    offered_to: string | null;
    offered_until: Date | null;
    message_language: string | null;
    photo: boolean | null;
    translated_text: string | null;
    translated_language: string | null;
    passed_seq: number | null;
    passed_id: string;
    passed_name: string;
    passed_note: string | null;
    created_at: Date;
    resolved_at: Date | null;
    updated_at: Date;
  };

/** An offer comes and goes without an event. */
const CHANGED_AT = 'greatest(c.updated_at, offered.at)';

/** `more`: columns besides those of a row. `from`: which conversations, called `c`. */
const deskSelect = ({ more = '', from = 'conversations c' } = {}) => `
  select c.id, c.site_id, c.contact_id, k.external_id, k.name, k.claims->>'tier' as tier,
    case when k.blocked_until > now() then round(extract(epoch from k.blocked_until) * 1000)::float8 end as blocked_until, c.page,
    c.queued_at, c.front, c.wanted_id, offer.operator_id as offered_to, offer.expires_at as offered_until, c.waiting_since, c.created_at, c.resolved_at, ${CHANGED_AT} as updated_at,
    unread.unread, ${STATE_COLUMNS}, ${MESSAGE_COLUMNS}, m.data->>'language' as message_language,
    jsonb_array_length(m.data->'files') = 1 and m.data->'files'->0->>'type' like 'image/%' as photo,
    left(translation.data->>'text', ${PREVIEW_CHARACTERS}) as translated_text, translation.data->>'language' as translated_language,
    passed.*${more}
  from ${from}
  -- One look into an index for each row. As a plain join it may become the reading of all contacts, for some hundred rows.
  cross join lateral (select * from contacts where id = c.contact_id limit 1) k
  left join offers offer on offer.conversation_id = c.id and offer.outcome is null
  left join lateral (
    select max(greatest(o.offered_at, o.ended_at)) as at from offers o where o.conversation_id = c.id and c.status = 'waiting'
  ) offered on true
  ${LAST_MESSAGE} and u.author_kind = 'player' and u.seq > c.read_by_operator limit ${UNREAD_MAX}
    ) u
  ) unread on true
  ${LAST_TRANSLATION}
  ${LAST_TRANSFER}`;

export function createDesk(db: Database) {
  return {
    /** Rows by id, of these sites only. A conversation without an event is not on the desk. */
    async rows(siteIds: string[], ids: string[]): Promise<DeskRow[]> {
      const { rows } = await db.query<Row>(
        `${deskSelect()} where c.site_id = any($1::uuid[]) and c.id = any($2::uuid[]) and c.last_seq > 0`,
        [siteIds, ids],
      );
      return rows.map(deskRow);
    },

    /** Rows that changed after this moment of the database's clock, for somebody who was away no longer than a moment. */
    async changedSince(siteIds: string[], since: number): Promise<DeskRow[]> {
      const { rows } = await db.query<Row>(
        `${deskSelect()} where c.site_id = any($1::uuid[]) and c.last_seq > 0 and ${CHANGED_AT} > $2::timestamptz and
           (c.status in ('waiting', 'open') or c.status = 'resolved' and c.resolved_at > $2::timestamptz)
         limit ${LIVE_PAGE_ROWS}`,
        [siteIds, new Date(since)],
      );
      return rows.map(deskRow);
    },

    /** A page of a view: see desk-views.ts. */
    async list(
      siteIds: string[],
      operatorId: string,
      {
        view,
        narrowed = {},
        before,
      }: { view: DeskView; narrowed?: Narrowing | undefined; before?: string | undefined },
    ): Promise<{ rows: DeskRow[]; next: string | null }> {
      const query = viewQuery(siteIds, operatorId, view, narrowed, before);
      const { rows: most, values } = query;
      const { rows } = await db.query<Row & { cursor: string }>(
        `${deskSelect({ more: `, ${query.cursor} as cursor`, from: query.page })} order by ${query.order}`,
        values,
      );
      const page = rows.slice(0, most);
      return { rows: page.map(deskRow), next: rows.length > most ? (page.at(-1)?.cursor ?? null) : null };
    },

    /** A player's own conversations, newest activity first. */
    async ofContact(siteId: string, contactId: string, limit: number): Promise<OwnConversation[]> {
      const { rows } = await db.query<StateRow & MessageRow & { id: string; unread: number }>(
        `select c.id, unread.unread, ${STATE_COLUMNS}, ${MESSAGE_COLUMNS}
         from conversations c
         ${LAST_MESSAGE} and u.author_kind <> 'player' and u.seq > c.read_by_player limit ${UNREAD_MAX}
           ) u
         ) unread on true
         where c.site_id = $1 and c.contact_id = $2 and c.last_seq > 0
         order by c.updated_at desc, c.id limit $3`,
        [siteId, contactId, limit],
      );
      return rows.map((row) => ({
        id: row.id,
        state: stateFor('player', stateOf(row)),
        unread: row.unread,
        lastMessage: lastMessage(row, 'player'),
      }));
    },
  };
}

function deskRow(row: Row): DeskRow {
  return {
    id: row.id,
    site: row.site_id,
    state: stateOf(row),
    contact: {
      id: row.contact_id,
      name: row.name,
      verified: row.external_id !== null,
      externalId: row.external_id,
      tier: row.tier,
      ...(row.blocked_until !== null && {
        block: { until: Number.isFinite(row.blocked_until) ? row.blocked_until : null },
      }),
    },
    locale: row.language,
    page: row.page,
    lastMessage: deskMessage(row),
    unread: row.unread,
    waitingSince: row.waiting_since?.getTime() ?? null,
    queuedAt: row.queued_at?.getTime() ?? null,
    front: row.front,
    wanted: row.wanted_id,
    offer:
      row.offered_to && row.offered_until ? { operator: row.offered_to, until: row.offered_until.getTime() } : null,
    ...(row.passed_seq !== null && {
      passed: {
        seq: row.passed_seq,
        by: { id: row.passed_id, name: row.passed_name },
        note: row.passed_note,
      },
    }),
    createdAt: row.created_at.getTime(),
    resolvedAt: row.resolved_at?.getTime() ?? null,
    updatedAt: row.updated_at.getTime(),
  };
}

function deskMessage(row: Row): DeskRow['lastMessage'] {
  const message = lastMessage(row, 'operator');
  const { message_language: language, translated_text: text, translated_language: into, photo } = row;
  const translated = text && into ? { language: into, text } : null;
  return message && { ...message, ...(photo && { photo }), language, translated };
}

function lastMessage(row: MessageRow, audience: 'player' | 'operator'): OwnConversation['lastMessage'] {
  if (row.text === null) return null;
  const author =
    row.author_kind === 'operator'
      ? authorFor(audience, {
          kind: 'operator',
          ...(row.author_id && { id: row.author_id }),
          name: row.author_name ?? '',
        })
      : { kind: row.author_kind };
  return { text: row.text, at: row.message_at.getTime(), author, ...(row.files && { files: row.files }) };
}
