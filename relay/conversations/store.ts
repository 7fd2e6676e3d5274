/** The SQL of conversations and their log. Nothing here decides; see log.ts. */
import type { Conversation, Draft, Event } from '@touchline/shared/conversation.ts';
import { isInternal, PRIORITIES } from '@touchline/shared/internal.ts';
import type { Database } from '../platform/postgres.ts';
import {
  dataOf,
  EVENT_COLUMNS,
  type EventRow,
  eventOf,
  internalOf,
  type Page,
  privateOf,
  STATE_COLUMNS,
  type StateRow,
  stateOf,
} from './conversation-row.ts';

/** A conversation as this relay last knew it. */
export type KnownConversation = { id: string; siteId: string; contactId: string; state: Conversation };

export type AppendItem = {
  conversation: string;
  clientId: string | null;
  by: string;
  before: Conversation;
  after: Conversation;
  seen: number | null;
  page: Page | null;
  drafts: Draft[];
  /** The site translates: what is appended is to be looked at. */
  translates: boolean;
};

export type AppendVerdict = {
  outcome: 'appended' | 'repeat' | 'conflict' | 'behind' | 'stale' | 'missing';
  seq: number;
  at: number;
};

/** `events` are the newest after the asked-for seq, in order; `state` is of the same moment. */
export type Tail = { known: KnownConversation; events: Event[] };

export type ConversationStore = ReturnType<typeof createConversationStore>;

/** Messages by which a player's language is judged; more of them say the same. */
const HEARD_MAX = 12;

export function createConversationStore(db: Database) {
  return {
    async load(ids: string[]): Promise<KnownConversation[]> {
      const { rows } = await db.query<StateRow & { id: string; site_id: string; contact_id: string }>(
        `select c.id, c.site_id, c.contact_id, ${STATE_COLUMNS} from conversations c where c.id = any($1::uuid[])`,
        [ids],
      );
      return rows.map(knownOf);
    },

    /**
     * The row that a player's first message needs. Repeating it changes nothing, whoever does. The player's row is
     * locked against signing in, so that a conversation begun at that moment is not left with a token that is spent.
     */
    async create(siteId: string, contactId: string, id: string, language: string): Promise<void> {
      await db.query(
        `insert into conversations (id, site_id, contact_id, language)
         select $1, k.site_id, coalesce(k.merged_into, k.id), $4 from contacts k
         where k.site_id = $2 and k.id = $3 for share
         on conflict (id) do nothing`,
        [id, siteId, contactId, language],
      );
    },

    async findByClientId(
      conversation: string,
      clientId: string,
    ): Promise<{ seq: number; at: number; by: string } | null> {
      const { rows } = await db.query<{ seq: number; at: Date; by: string }>(
        `select e.seq, e.at, e.author_kind || coalesce(e.author_id::text, '') as by
         from events e where e.conversation_id = $1 and e.client_id = $2`,
        [conversation, clientId],
      );
      const row = rows[0];
      return row ? { seq: row.seq, at: row.at.getTime(), by: row.by } : null;
    },

    /** What its player wrote last, oldest first. */
    async textsOfPlayer(id: string): Promise<string[]> {
      const { rows } = await db.query<{ text: string }>(
        `select e.data->>'text' as text from events e
         where e.conversation_id = $1 and e.type = 'message' and e.author_kind = 'player'
         order by e.seq desc limit ${HEARD_MAX}`,
        [id],
      );
      return rows.map(({ text }) => text).reverse();
    },

    /** Up to `limit` of the newest events after `seq`; null when there is no such conversation. */
    async tail(id: string, seq: number, limit: number): Promise<Tail | null> {
      const { rows } = await db.query<
        StateRow & EventRow & { id: string; site_id: string; contact_id: string; e_seq: number | null }
      >(
        `select c.id, c.site_id, c.contact_id, ${STATE_COLUMNS}, ${EVENT_COLUMNS}, e.seq as e_seq
         from conversations c
         left join lateral (
           select * from events where conversation_id = c.id and seq > $2 order by seq desc limit $3
         ) e on true
         where c.id = $1`,
        [id, seq, limit],
      );
      if (!rows[0]) return null;
      const events = rows.filter((row) => row.e_seq !== null).map(eventOf);
      return { known: knownOf(rows[0]), events: events.reverse() };
    },

    /** Up to `limit` of the newest events before `seq`, in order. */
    async before(id: string, seq: number, limit: number): Promise<Event[]> {
      const { rows } = await db.query<EventRow>(
        `select ${EVENT_COLUMNS} from events e where e.conversation_id = $1 and e.seq < $2 order by e.seq desc limit $3`,
        [id, seq, limit],
      );
      return rows.map(eventOf).reverse();
    },

    /** Put aside until a time that has come by Postgres's clock. */
    async due(limit: number): Promise<{ id: string; due: number }[]> {
      const { rows } = await db.query<{ id: string; due: number }>(
        `select id, round(extract(epoch from snoozed_until) * 1000)::float8 as due
         from conversations where snoozed_until <= now() order by snoozed_until limit $1`,
        [limit],
      );
      return rows;
    },

    /** One verdict per item, in order. See `append_events` in the migrations for what each means. */
    async append(items: AppendItem[]): Promise<AppendVerdict[]> {
      const { rows } = await db.query<{ outcome: AppendVerdict['outcome']; seq: number | null; at: number | null }>(
        'select outcome, seq, at from append_events($1::json, $2::json)',
        appendArguments(items),
      );
      return rows.map(({ outcome, seq, at }) => ({ outcome, seq: seq ?? 0, at: Math.round(at ?? 0) }));
    },
  };
}

/** What `append_events` takes: items and happenings, as JSON. */
export function appendArguments(items: AppendItem[]): [string, string] {
  return [JSON.stringify(items.map(itemRow)), JSON.stringify(items.flatMap(happeningRows))];
}

function knownOf(row: StateRow & { id: string; site_id: string; contact_id: string }): KnownConversation {
  return { id: row.id, siteId: row.site_id, contactId: row.contact_id, state: stateOf(row) };
}

function itemRow(item: AppendItem, i: number) {
  const { conversation, clientId, by, before, after, seen, page, drafts } = item;
  return {
    i,
    c: conversation,
    k: clientId,
    by,
    es: before.status,
    ea: before.assignee?.id ?? null,
    seen,
    changes: before.status !== after.status || before.assignee?.id !== after.assignee?.id,
    n: drafts.length,
    m: placeOfMessage(drafts),
    st: after.status,
    aid: after.assignee?.id ?? null,
    aname: after.assignee?.name ?? null,
    topic: after.topic,
    lang: after.language,
    rp: after.readByPlayer,
    ro: after.readByOperator,
    page,
    ...queueKeys(drafts),
    ...languageKeys(drafts),
    ...settledKeys(item),
    ...(item.translates && { tj: true }),
  };
}

/** What the drafts say of its place among the waiting; nothing, for almost all. */
function queueKeys(drafts: Draft[]): { pk?: boolean; fr?: true; w?: string; lb?: string; tt?: string } {
  for (const draft of drafts) {
    if (draft.type === 'parked' || draft.type === 'snoozed') return { pk: true };
    if (draft.type === 'woken') return { pk: false };
    if (draft.type !== 'released' && draft.type !== 'transferred') continue;
    const leaver = draft.author.kind === 'operator' && draft.author.id ? { lb: draft.author.id } : {};
    if (draft.type === 'released') return { fr: true, ...leaver };
    return { fr: true, ...leaver, ...(draft.to && { w: draft.to.id }), ...(draft.topic && { tt: draft.topic }) };
  }
  return {};
}

/** What the drafts settle about languages; nothing, for almost all. */
function languageKeys(drafts: Draft[]): { nl?: string; lc?: true; po?: boolean; oo?: boolean } {
  const { language, languageChosen, playerReadsOriginal, operatorReadsOriginal } =
    drafts.find((draft) => draft.type === 'adjusted')?.changes ?? {};
  return {
    ...(language && { nl: language }),
    ...(languageChosen && { lc: true }),
    ...(playerReadsOriginal !== undefined && { po: playerReadsOriginal }),
    ...(operatorReadsOriginal !== undefined && { oo: operatorReadsOriginal }),
  };
}

/** Whether the command settles what is written as a whole, on exactly the state that it was decided on. */
export function settles(drafts: Draft[]): boolean {
  return drafts.some(({ type }) => type === 'rated' || type === 'transferred' || isSettling(type));
}

function isSettling(type: Draft['type']): boolean {
  return type !== 'note' && type !== 'whisper' && isInternal({ type });
}

function settledKeys({ before, after, drafts }: AppendItem) {
  if (!settles(drafts)) return {};
  const { tags = [], priority = 'normal', snoozed, team, rating } = after;
  return {
    xs: before.seq,
    x: {
      tags,
      pr: PRIORITIES.indexOf(priority),
      sn: snoozed ? (snoozed.until ?? 'reply') : null,
      tm: team?.id ?? null,
      tn: team?.name ?? null,
      rt: rating ? { ...rating, at: before.rating?.at ?? null } : null,
    },
  };
}

/** Counting from 1; null when none of the drafts is a message. A command leads to at most one. */
function placeOfMessage(drafts: Draft[]): number | null {
  const index = drafts.findIndex((draft) => draft.type === 'message');
  return index < 0 ? null : index + 1;
}

/** The client id goes on the command's last event, which is the one that its ack names. */
function happeningRows({ drafts, clientId }: AppendItem, i: number) {
  return drafts.map((draft, index) => ({
    i,
    o: index + 1,
    type: draft.type,
    kind: draft.author.kind,
    author: draft.author.kind === 'operator' ? (draft.author.id ?? null) : null,
    name: draft.author.kind === 'operator' ? draft.author.name : null,
    k: index === drafts.length - 1 ? clientId : null,
    d: dataOf(draft),
    p: privateOf(draft) ?? undefined,
    n: internalOf(draft) ?? undefined,
  }));
}
