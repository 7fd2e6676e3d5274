/** Conversations written straight into the tables, as the append would have left them: see desk-talk.ts. */
import { dataOf, internalOf, privateOf } from '@touchline/relay/conversations/conversation-row.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { PRIORITIES } from '@touchline/shared/internal.ts';
import type { Talk } from './desk-talk.ts';

export type Contact = {
  id: string;
  siteId: string;
  externalId: string | null;
  name: string | null;
  claims: Record<string, string>;
};
/** A conversation and whose it is. */
export type Held = { talk: Talk; contact: Contact };

/** Column of `conversations`, its type, and what stands in it; moments are in ms. */
type Column = [
  name: string,
  type: 'moment' | 'uuid' | 'text' | 'integer' | 'smallint' | 'boolean' | 'jsonb' | 'text[]',
];
const COLUMNS: Column[] = [
  ...(['id', 'site_id', 'contact_id', 'assignee_id', 'wanted_id', 'left_by', 'served_by', 'team_id'] as const).map(
    (name): Column => [name, 'uuid'],
  ),
  ...(['status', 'topic', 'language', 'assignee_name', 'team_name'] as const).map((name): Column => [name, 'text']),
  ...(['read_by_player', 'read_by_operator', 'last_seq', 'last_message_seq'] as const).map(
    (name): Column => [name, 'integer'],
  ),
  ...(
    ['waiting_since', 'resolved_at', 'queued_at', 'assigned_at', 'snoozed_until', 'created_at', 'updated_at'] as const
  ).map((name): Column => [name, 'moment']),
  ...(['front', 'parked', 'language_chosen'] as const).map((name): Column => [name, 'boolean']),
  ...[['priority', 'smallint'] as Column, ['tags', 'text[]'] as Column],
  ...[['page', 'jsonb'] as Column, ['rating', 'jsonb'] as Column],
];

export async function writeTalks(db: Database, held: Held[]): Promise<void> {
  await db.query(
    `insert into contacts (id, site_id, external_id, name, claims)
     select distinct on (k.id) k.id, k."siteId", k."externalId", k.name, k.claims
     from json_to_recordset($1) as k(id uuid, "siteId" uuid, "externalId" text, name text, claims jsonb)
     on conflict (id) do nothing`,
    [JSON.stringify(held.map(({ contact }) => contact))],
  );
  const typed = COLUMNS.map(([name, type]) => `${name} ${type === 'moment' ? 'double precision' : type}`);
  const read = COLUMNS.map(([name, type]) => (type === 'moment' ? `to_timestamp(c.${name} / 1000)` : `c.${name}`));
  await db.query(
    `insert into conversations (${COLUMNS.map(([name]) => name).join(', ')})
     select ${read.join(', ')} from json_to_recordset($1) as c(${typed.join(', ')})`,
    [JSON.stringify(held.map(conversationRow))],
  );
  await db.query(
    `insert into events (conversation_id, seq, at, type, author_kind, author_id, author_name, client_id, data, private, internal)
     select e.c, e.s, to_timestamp(e.at / 1000), e.t, e.k, e.a, e.n, e.i, e.d, e.p, e.o
     from json_to_recordset($1) as e(
       c uuid, s integer, at double precision, t text, k text, a uuid, n text, i uuid, d jsonb, p jsonb, o jsonb)`,
    [JSON.stringify(held.flatMap(({ talk }) => eventRows(talk)))],
  );
}

function conversationRow({ talk, contact }: Held) {
  const { id, begunAt, state, moments } = talk;
  const { snoozed } = state;
  return {
    id,
    site_id: contact.siteId,
    contact_id: contact.id,
    status: state.status,
    topic: state.topic,
    language: state.language,
    assignee_id: state.assignee?.id,
    assignee_name: state.assignee?.name,
    read_by_player: state.readByPlayer,
    read_by_operator: state.readByOperator,
    last_seq: state.seq,
    last_message_seq: moments.lastMessageSeq,
    waiting_since: moments.waitingSince,
    resolved_at: moments.resolvedAt,
    page: { url: 'https://brand.example/cashier', title: 'Cashier' },
    created_at: begunAt,
    updated_at: moments.updatedAt,
    parked: state.parked,
    queued_at: moments.queuedAt,
    front: moments.front,
    wanted_id: moments.wantedId,
    assigned_at: moments.assignedAt,
    served_by: moments.servedBy,
    left_by: moments.leftBy,
    language_chosen: state.languageChosen ?? false,
    tags: state.tags ?? [],
    priority: PRIORITIES.indexOf(state.priority ?? 'normal'),
    snoozed_until: snoozed && (snoozed.until ?? 'Infinity'),
    team_id: state.team?.id,
    team_name: state.team?.name,
    rating: state.rating,
  };
}

/** The client id stands on the last event of its command. */
function eventRows({ id, events, items }: Talk) {
  const clientIds = new Map(items.map(({ after, clientId }) => [after.seq, clientId]));
  return events.map((event) => ({
    c: id,
    s: event.seq,
    at: event.at,
    t: event.type,
    k: event.author.kind,
    a: event.author.kind === 'operator' ? event.author.id : undefined,
    n: event.author.kind === 'operator' ? event.author.name : undefined,
    i: clientIds.get(event.seq) ?? undefined,
    d: dataOf(event),
    p: privateOf(event) ?? undefined,
    o: internalOf(event) ?? undefined,
  }));
}
