/** The SQL of retention: what is over age, and taking a little of it away. */
import type { RetentionAhead } from '@touchline/shared/privacy.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { emptyConversations, type RemoveBytes } from './emptying.ts';
import type { Gone } from './telling.ts';

export type Batch = { siteId: string; gone: Gone[]; conversations: number; files: number };
/** How many players of which site. */
export type Left = { siteId: string; players: number };

/** Locks are held for as long as so many take: some tens of ms. */
const CONVERSATIONS_AT_ONCE = 20;
const VISITORS_AT_ONCE = 100;
/** A page says what is next, and counts no further. */
const COUNTED_MAX = 10_000;
/** One relay at a time. */
const LOCK = 7_086_351;

/** Until a batch that is under way is over; none begins before the caller's transaction ends. */
export const waitForRetention = (tx: Queryable) => tx.query('select pg_advisory_xact_lock($1)', [LOCK]);

/**
 * A conversation's age is that of the newest thing in its log, whatever its row says. A log from a time when the clock was
 * ahead is not old before that time has come.
 */
const NEWEST_AT = `greatest(c.resolved_at, c.updated_at,
  (select e.at from events e where e.conversation_id = c.id order by e.seq desc limit 1))`;
const DAYS = (rule: 'conversationDays' | 'visitorDays') => `make_interval(days => (s.retention->>'${rule}')::integer)`;
const OLD_CONVERSATIONS = `
  c.status = 'resolved' and s.retention->>'conversationDays' is not null and not is_held(c.contact_id)
  and c.resolved_at < $1::timestamptz - ${DAYS('conversationDays')} and ${NEWEST_AT} < $1::timestamptz - ${DAYS('conversationDays')}`;
/** Somebody who is blocked stays, or the block would end; who turned out to be somebody goes with that one. */
const HAS_NOTHING = `
  k.id <> nobody_of(s.id) and not is_held(k.id) and s.retention->>'visitorDays' is not null and k.merged_into is null
  and coalesce(k.blocked_until, '-infinity') < now()
  and not exists (select 1 from conversations c where c.contact_id = k.id and c.last_seq > 0)`;

export function createRetentionStore(db: Database, removeBytes: RemoveBytes) {
  return {
    /**
     * The time that may be believed: Postgres's, but no more than a day after what was believed last. A clock that jumps
     * ahead by a year erases one more day's worth, and there is time to notice; one that is set back is believed at once.
     */
    async trustedTime(): Promise<Date> {
      const { rows } = await db.query<{ at: Date }>(
        `update retention_clock set trusted_at = least(clock_timestamp(), trusted_at + interval '1 day') returning trusted_at as at`,
      );
      return rows[0]?.at ?? new Date(0);
    },

    /** Null where nothing is left to do, or another relay is at it. */
    conversations: (trusted: Date): Promise<Batch | null> =>
      db.transaction(async (tx) => {
        if (!(await isOurs(tx))) return null;
        const { rows } = await tx.query<Gone>(
          `with site as (
             select s.id from sites s where exists (
               select 1 from conversations c where c.site_id = s.id and ${OLD_CONVERSATIONS}) limit 1)
           select c.id as conversation, c.site_id as "siteId", c.contact_id as contact
           from site join sites s on s.id = site.id join conversations c on c.site_id = s.id
           where ${OLD_CONVERSATIONS}
           order by c.resolved_at limit ${CONVERSATIONS_AT_ONCE} for update of c skip locked`,
          [trusted],
        );
        const siteId = rows[0]?.siteId;
        if (!siteId) return null;
        const ids = rows.map(({ conversation }) => conversation).sort();
        const { conversations, files } = await emptyConversations(tx, siteId, ids, { removeBytes, stays: true });
        return { siteId, gone: rows, conversations, files };
      }),

    /** The next players without a conversation, by their ids; `last` is null where there are no more, or another relay is at it. */
    visitors: (trusted: Date, after: string): Promise<{ left: Left[]; last: string | null }> =>
      db.transaction(async (tx) => {
        if (!(await isOurs(tx))) return { left: [], last: null };
        const { rows } = await tx.query<{ id: string }>(
          `select k.id from sites s join contacts k on k.site_id = s.id
           where ${HAS_NOTHING} and coalesce(k.seen_at, k.created_at) < $1::timestamptz - ${DAYS('visitorDays')}
             and k.id > $2
           order by k.id limit ${VISITORS_AT_ONCE} for update of k skip locked`,
          [trusted, after],
        );
        const ids = rows.map(({ id }) => id);
        // Of one that nobody ever said anything in.
        await tx.query('delete from conversations where contact_id = any($1::uuid[])', [ids]);
        await tx.query('delete from contacts where merged_into = any($1::uuid[])', [ids]);
        const { rows: left } = await tx.query<Left>(
          `with gone as (delete from contacts where id = any($1::uuid[]) returning site_id)
           select site_id as "siteId", count(*) as players from gone group by 1`,
          [ids],
        );
        return { left, last: ids.at(-1) ?? null };
      }),

    /** What the cache has not been asked for since is of conversations that are over age too. */
    async translations(trusted: Date): Promise<void> {
      await db.query(
        `delete from translation_cache t using sites s
         where s.id = t.site_id and t.used_at < $1::timestamptz - ${DAYS('conversationDays')}`,
        [trusted],
      );
    },

    async tidy(): Promise<void> {
      await db.query(
        `with old as (
           delete from erased_lately where erased_at < clock_timestamp() - interval '10 minutes' returning conversation_id)
         -- Of one that reports had noted before it went.
         delete from report_progress p using old where p.conversation_id = old.conversation_id`,
      );
    },

    async ahead(siteId: string): Promise<{ conversations: RetentionAhead; visitors: RetentionAhead }> {
      return {
        conversations: await aheadOf(
          // Not of each the newest event: it is a page that somebody waits for.
          `select greatest(c.resolved_at, c.updated_at) + ${DAYS('conversationDays')} as at
           from sites s join conversations c on c.site_id = s.id
           where s.id = $1 and c.status = 'resolved' and s.retention->>'conversationDays' is not null
             and not is_held(c.contact_id)
           order by c.resolved_at limit ${COUNTED_MAX}`,
          siteId,
        ),
        visitors: await aheadOf(
          `select coalesce(k.seen_at, k.created_at) + ${DAYS('visitorDays')} as at
           from sites s join contacts k on k.site_id = s.id
           where s.id = $1 and ${HAS_NOTHING} limit ${COUNTED_MAX}`,
          siteId,
        ),
      };
    },
  };

  async function aheadOf(moments: string, siteId: string): Promise<RetentionAhead> {
    const { rows } = await db.query<{ due: number; next: Date | null; soon: number }>(
      `select count(*) filter (where at <= now()) as due, min(at) filter (where at > now()) as next,
         count(*) filter (where at <= now() + interval '30 days') as soon from (${moments}) as moments`,
      [siteId],
    );
    const { due = 0, next = null, soon = 0 } = rows[0] ?? {};
    return { due, next: next?.getTime() ?? null, within30Days: soon };
  }
}

async function isOurs(tx: Queryable): Promise<boolean> {
  const { rows } = await tx.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [LOCK]);
  return rows[0]?.ours ?? false;
}

export type RetentionStore = ReturnType<typeof createRetentionStore>;
