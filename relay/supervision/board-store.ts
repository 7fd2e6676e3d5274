/** The SQL of the board: all that is under way on one site, read once. */
import { BOARD_LINES_MAX, type FloorFrame } from '@touchline/shared/supervision.ts';
import type { Database } from '../platform/postgres.ts';

export type BoardStore = ReturnType<typeof createBoardStore>;
export type Counts = Pick<
  FloorFrame,
  'waiting' | 'over' | 'lines' | 'held' | 'open' | 'snoozed' | 'escalated' | 'answeredToday'
>;
/** Since when somebody is what they are, and since when they have had nothing to do. */
export type Standing = { id: string; since: number; idleSince: number };

/** Who finished something longer ago than so many others is idle since they were given it. */
const RECENTLY_RESOLVED = 500;

const ms = (moment: string) => `floor(extract(epoch from ${moment}) * 1000)::int8`;

export function createBoardStore(db: Database) {
  return {
    /** `waitMinutes` null: nobody waits for too long. */
    async counts(siteId: string, waitMinutes: number | null, timeZone: string): Promise<Counts> {
      const { rows } = await db.query<Counts>(
        `with under_way as materialized (
           select c.id, c.contact_id, c.status, c.topic, split_part(c.language, '-', 1) as language, c.snoozed_until, c.team_id, c.assignee_id, c.assigned_at, c.waiting_since,
             coalesce(c.waiting_since, c.queued_at, c.updated_at) as since
           from conversations c
           where c.site_id = $1 and c.status in ('waiting', 'open') and c.last_seq > 0
         ), longest as (
           select * from under_way where status = 'waiting' order by since, id limit ${BOARD_LINES_MAX}
         ), answered as (
           select * from under_way where status = 'open' and snoozed_until is null and assignee_id is not null
           order by waiting_since, assigned_at, id limit ${BOARD_LINES_MAX}
         )
         select
           (select coalesce(json_agg(kind order by kind.count desc, kind.since), '[]') from (
             select language, topic, count(*)::int as count, ${ms('min(since)')} as since
             from under_way where status = 'waiting' group by language, topic
           ) kind) as waiting,
           (select coalesce(json_agg(json_build_object('id', l.id, 'contact', json_build_object('id', l.contact_id, 'name', k.name), 'language', l.language, 'topic', l.topic,
               'since', ${ms('l.since')}, 'offeredTo', asked.name) order by l.since, l.id), '[]')
             from longest l
             cross join lateral (select name from contacts where id = l.contact_id limit 1) k
             left join offers offer on offer.conversation_id = l.id and offer.outcome is null
             left join operators asked on asked.id = offer.operator_id) as lines,
           (select coalesce(json_agg(json_build_object('id', h.id, 'contact', json_build_object('id', h.contact_id, 'name', k.name), 'language', h.language, 'topic', h.topic,
               'operator', h.assignee_id, 'since', ${ms('coalesce(h.assigned_at, h.since)')}, 'waitingSince', ${ms('h.waiting_since')})
               order by h.waiting_since, h.assigned_at, h.id), '[]')
             from answered h
             cross join lateral (select name from contacts where id = h.contact_id limit 1) k) as held,
           count(*) filter (where status = 'waiting' and since <= now() - make_interval(mins => $2))::int as over,
           count(*) filter (where status = 'open' and snoozed_until is null)::int as open,
           count(*) filter (where snoozed_until is not null)::int as snoozed,
           count(*) filter (where team_id is not null)::int as escalated,
           (select count(*)::int from conversations c
             where c.site_id = $1 and c.assigned_at >= date_trunc('day', now() at time zone $3) at time zone $3) as "answeredToday"
         from under_way`,
        [siteId, waitMinutes, timeZone],
      );
      return rows[0] as Counts;
    },

    async standings(siteId: string, operatorIds: string[]): Promise<Standing[]> {
      const { rows } = await db.query<Standing>(
        `select p.operator_id as id, ${ms('coalesce(span.began_at, p.changed_at)')} as since,
           ${ms('greatest(span.began_at, p.changed_at, p.given_at, done.at)')} as "idleSince"
         from operator_presence p
         left join lateral (
           select s.began_at from presence_spans s where s.operator_id = p.operator_id order by s.began_at desc limit 1
         ) span on true
         left join (
           select recent.assignee_id, max(recent.resolved_at) as at from (
             select c.assignee_id, c.resolved_at from conversations c
             where c.site_id = $1 and c.status = 'resolved' order by c.resolved_at desc limit ${RECENTLY_RESOLVED}
           ) recent group by recent.assignee_id
         ) done on done.assignee_id = p.operator_id
         where p.operator_id = any($2::uuid[])`,
        [siteId, operatorIds],
      );
      return rows;
    },
  };
}
