/** The SQL of routing. Every function that gives or takes a conversation is one statement; see 0004_routing.sql. */
import { PRIORITIES } from '@touchline/shared/internal.ts';
import type { Queued } from '@touchline/shared/queue.ts';
import type { AppendItem } from '../conversations/store.ts';
import { appendArguments } from '../conversations/store.ts';
import type { Database } from '../platform/postgres.ts';
import type { Available, Waiting } from './ranking.ts';

/** A conversation among the waiting, whether or not it is on offer. */
type InQueue = Queued & { language: string; isOffered: boolean };
export type Given = { outcome: 'given' | 'away' | 'full' | 'gone'; seq: number | null; at: number | null };
/** `offer`: the id of the offer, should it become one. */
type GivenPair = { operator: string; item: AppendItem; offer: string };
type LateOffer = { conversation: string; operator: string; setAway: boolean };
/** An open conversation, and who has it. */
export type Held = { conversation: string; siteId: string; operator: { id: string; name: string } };

export type RoutingStore = ReturnType<typeof createRoutingStore>;

/** Whoever declined it, or let go of it, is not asked again for this long. */
const DECLINED_FOR = `interval '2 minutes'`;

/** `silentMs`: a node that has not beaten for this long is dead. */
export function createRoutingStore(db: Database, silentMs: number) {
  const silentSecs = silentMs / 1000;

  return {
    async waiting(siteId: string): Promise<InQueue[]> {
      const { rows } = await db.query<InQueue>(
        `select c.id, c.topic, c.language, c.front, k.claims->>'tier' as tier, k.external_id is not null as verified,
           ($2::text[])[c.priority + 1] as priority,
           extract(epoch from c.queued_at)::float8 * 1000 as "queuedAt",
           exists (select 1 from offers o where o.conversation_id = c.id and o.outcome is null) as "isOffered"
         from conversations c join contacts k on k.id = c.contact_id
         where c.site_id = $1 and c.status = 'waiting'`,
        [siteId, PRIORITIES],
      );
      return rows;
    },

    /** What ranking needs besides, of those that still wait and are not on offer. */
    async details(siteId: string, ids: string[]): Promise<Map<string, Omit<Waiting, keyof Queued>>> {
      const { rows } = await db.query<Omit<Waiting, keyof Queued> & { id: string }>(
        `select c.id, c.language, c.wanted_id as wanted,
           (select array_agg(operator_id::text) from team_on_site(c.site_id, c.team_id) as operator_id) as "onlyFor",
           extract(epoch from clock_timestamp() - c.queued_at)::float8 * 1000 as "waitedMs",
           coalesce(c.served_by, (
             select coalesce(earlier.served_by, earlier.assignee_id) from conversations earlier
             where earlier.contact_id = c.contact_id and coalesce(earlier.served_by, earlier.assignee_id) is not null
             order by earlier.assigned_at desc nulls last limit 1)) as "servedBy",
           array(select o.operator_id::text from offers o
             where o.conversation_id = c.id and o.offered_at >= c.queued_at and o.outcome in ('missed', 'declined')
           ) as "passedBy",
           array(select o.operator_id::text from offers o
             where o.conversation_id = c.id and o.offered_at >= c.queued_at and o.outcome = 'declined'
               and o.ended_at > clock_timestamp() - ${DECLINED_FOR}
             union select c.left_by::text
             where c.left_by is not null and c.queued_at > clock_timestamp() - ${DECLINED_FOR}) as "declinedBy"
         from conversations c
         where c.site_id = $1 and c.id = any($2::uuid[]) and c.status = 'waiting'
           and not exists (select 1 from offers o where o.conversation_id = c.id and o.outcome is null)`,
        [siteId, ids],
      );
      return new Map(rows.map(({ id, ...rest }) => [id, rest]));
    },

    /** Operators of the site who are online and there, busy ones included. `byOffer`: one at a time. */
    async available(siteId: string, byOffer: boolean): Promise<Available[]> {
      const { rows } = await db.query<Available>(
        `select o.id, coalesce(m.alias, o.name) as name, o.languages, o.topics, o.capacity, held.load,
           greatest(0, least(o.capacity - held.load, case when $3 then 1 - held.offers end)) as places,
           extract(epoch from p.given_at)::float8 * 1000 as "givenAt"
         from memberships m
         join operators o on o.id = m.operator_id and o.disabled_at is null
         join operator_presence p on p.operator_id = o.id and p.choice = 'online'
         join lateral (
           select load_of(o.id) as load,
             (select count(*)::integer from offers f where f.operator_id = o.id and f.outcome is null) as offers
         ) held on true
         where m.site_id = $1 and is_there(o.id, $2)`,
        [siteId, silentSecs, byOffer],
      );
      return rows;
    },

    async isStaffed(siteId: string): Promise<boolean> {
      const { rows } = await db.query<{ staffed: boolean }>(
        `select exists (
           select 1 from memberships m
           join operators o on o.id = m.operator_id and o.disabled_at is null
           join operator_presence p on p.operator_id = o.id and p.choice = 'online'
           where m.site_id = $1 and is_there(o.id, $2)) as staffed`,
        [siteId, silentSecs],
      );
      return rows[0]?.staffed ?? false;
    },

    /** How many conversations came to an operator within the last `windowMs`. */
    async assignedWithin(siteId: string, windowMs: number): Promise<number> {
      const { rows } = await db.query<{ count: number }>(
        `select count(*) as count from conversations
         where site_id = $1 and assigned_at > now() - make_interval(secs => $2)`,
        [siteId, windowMs / 1000],
      );
      return rows[0]?.count ?? 0;
    },

    /** In the order of `pairs`. As offers that stand for `acceptMs`, or, when that is null, by appending their items. */
    async give(pairs: GivenPair[], acceptMs: number | null): Promise<Given[]> {
      const [items, happenings] = acceptMs === null ? appendArguments(pairs.map((pair) => pair.item)) : ['[]', '[]'];
      const { rows } = await db.query<Given & { pair: number }>(
        'select pair, outcome, seq, at from give_conversations($1, $2, $3, $4, $5)',
        [
          JSON.stringify(
            pairs.map(({ operator, item, offer }, i) => ({ i, who: operator, what: item.conversation, offer })),
          ),
          acceptMs === null ? null : acceptMs / 1000,
          silentSecs,
          items,
          happenings,
        ],
      );
      return pairs.map((_, i) => rows.find((row) => row.pair === i) ?? { outcome: 'gone', seq: null, at: null });
    },

    async endLateOffers(): Promise<LateOffer[]> {
      const { rows } = await db.query<LateOffer>(
        `select conversation_id as conversation, operator_id as operator, set_away as "setAway" from end_late_offers($1)`,
        [silentSecs],
      );
      return rows;
    },

    /** The standing offer of a conversation, answered by what happened to it. Returns whose it was. */
    async endOffer(conversation: string, takenBy: string | null): Promise<string | null> {
      const { rows } = await db.query<{ operator_id: string }>(
        `update offers set ended_at = clock_timestamp(),
           outcome = case when operator_id = $2 then 'accepted' else 'withdrawn' end
         where conversation_id = $1 and outcome is null returning operator_id`,
        [conversation, takenBy],
      );
      // On its own: operators are locked before offers everywhere else.
      if (rows[0] && rows[0].operator_id === takenBy) {
        await db.query('update operator_presence set missed = 0 where operator_id = $1 and missed > 0', [takenBy]);
      }
      return rows[0]?.operator_id ?? null;
    },

    /** Ends what is on offer to somebody who has gone away. Returns the conversations. */
    async withdrawOffers(operatorId: string): Promise<string[]> {
      const { rows } = await db.query<{ conversation_id: string }>(
        `update offers set outcome = 'withdrawn', ended_at = clock_timestamp()
         where operator_id = $1 and outcome is null returning conversation_id`,
        [operatorId],
      );
      return rows.map((row) => row.conversation_id);
    },

    /** False when it was not offered to them. */
    async decline(operatorId: string, conversation: string): Promise<boolean> {
      const { rowCount } = await db.query(
        `update offers set outcome = 'declined', ended_at = clock_timestamp()
         where conversation_id = $1 and operator_id = $2 and outcome is null`,
        [conversation, operatorId],
      );
      return rowCount === 1;
    },

    /**
     * Open conversations of operators who have been gone for longer than their site's grace. Parked ones stay until
     * their player writes.
     */
    async heldByGone(graceMs: number): Promise<Held[]> {
      const { rows } = await db.query<HeldRow>(
        `${HELD} join operator_presence p on p.operator_id = c.assignee_id
         where c.status = 'open' and not c.parked and p.gone_since < clock_timestamp() - make_interval(secs =>
           coalesce((s.routing->>'graceMs')::float8, $1) / 1000)`,
        [graceMs],
      );
      return rows.map(heldOf);
    },

    /** Open conversations whose player has not answered the last message for longer than the site waits. */
    async silent(parkAfterMs: number): Promise<(Held & { seen: number })[]> {
      const { rows } = await db.query<HeldRow & { last_message_seq: number }>(
        `${HELD} join events m on m.conversation_id = c.id and m.seq = c.last_message_seq
         where c.status = 'open' and not c.parked and c.waiting_since is null
           and greatest(m.at, c.assigned_at) < clock_timestamp() - make_interval(secs =>
             coalesce((s.routing->>'parkAfterMs')::float8, $1) / 1000)`,
        [parkAfterMs],
      );
      return rows.map((row) => ({ ...heldOf(row), seen: row.last_message_seq }));
    },

    /** Null when they are back, or it is not theirs any more. */
    async releaseFromGone(
      operatorId: string,
      graceMs: number,
      item: AppendItem,
    ): Promise<{ seq: number; at: number } | null> {
      const { rows } = await db.query<{ outcome: string; seq: number; at: number }>(
        'select outcome, seq, at from release_from_gone($1, $2, $3, $4, $5, $6)',
        [operatorId, item.conversation, graceMs / 1000, silentSecs, ...appendArguments([item])],
      );
      return rows[0]?.outcome === 'appended' ? rows[0] : null;
    },

    /** Sites on which somebody waits and is not on offer. */
    async sitesWithWaiting(): Promise<string[]> {
      const { rows } = await db.query<{ site_id: string }>(
        `select distinct c.site_id from conversations c
         where c.status = 'waiting'
           and not exists (select 1 from offers o where o.conversation_id = c.id and o.outcome is null)`,
      );
      return rows.map((row) => row.site_id);
    },

    /** Unanswered conversations of anonymous players, counted up to `max`. */
    async anonymousWaiting(siteId: string, max: number): Promise<number> {
      const { rows } = await db.query<{ count: number }>(
        `select count(*) as count from (
           select 1 from conversations c join contacts k on k.id = c.contact_id
           where c.site_id = $1 and c.status = 'waiting' and k.external_id is null limit $2) counted`,
        [siteId, max],
      );
      return rows[0]?.count ?? 0;
    },
  };
}

const HELD = `
  select c.id, c.site_id, c.assignee_id, c.assignee_name, c.last_message_seq
  from conversations c join sites s on s.id = c.site_id`;
type HeldRow = { id: string; site_id: string; assignee_id: string; assignee_name: string };

function heldOf(row: HeldRow): Held {
  return {
    conversation: row.id,
    siteId: row.site_id,
    operator: { id: row.assignee_id, name: row.assignee_name },
  };
}
