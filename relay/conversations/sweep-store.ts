/** The SQL of the sweep: how far the log is, and what has changed on the desk. */
import type { Queryable } from '../platform/postgres.ts';

export type SweepStore = ReturnType<typeof createSweepStore>;

/** Appends carry the time before their commit, and one that waits for its disk may take this long. */
const COMMIT_MAX = `interval '10 seconds'`;
/** What is resolved is seldom touched again; older changes are seen when the list is opened. */
const RESOLVED_LATELY = `interval '1 hour'`;

export function createSweepStore(db: Queryable) {
  return {
    /** Those of the conversations that have more than the seq said of them. */
    async ahead(known: { id: string; seq: number }[]): Promise<{ id: string; contactId: string; seq: number }[]> {
      const { rows } = await db.query<{ id: string; contactId: string; seq: number }>(
        `select c.id, c.contact_id as "contactId", c.last_seq as seq
         from unnest($1::uuid[], $2::int[]) as known(id, seq) join conversations c on c.id = known.id
         where c.last_seq > known.seq`,
        [known.map(({ id }) => id), known.map(({ seq }) => seq)],
      );
      return rows;
    },

    /** Conversations of these sites that changed since the database's `since` (null: lately), and its time now. */
    async changed(
      siteIds: string[],
      since: Date | null,
    ): Promise<{ at: Date; rows: { id: string; siteId: string; seq: number }[] }> {
      const { rows } = await db.query<{ at: Date; id: string | null; siteId: string; seq: number }>(
        `with moment as (select now() as at, coalesce($2::timestamptz, now()) - ${COMMIT_MAX} as since)
         select moment.at, c.id, c.site_id as "siteId", c.last_seq as seq from moment left join lateral (
           select id, site_id, last_seq from conversations
           where site_id = any($1::uuid[]) and status in ('waiting', 'open') and updated_at > moment.since
           union all
           select id, site_id, last_seq from conversations
           where site_id = any($1::uuid[]) and status = 'resolved'
             and resolved_at > moment.since - ${RESOLVED_LATELY} and updated_at > moment.since
         ) c on true`,
        [siteIds, since],
      );
      const at = rows[0]?.at ?? new Date(0);
      return { at, rows: rows.flatMap(({ id, siteId, seq }) => (id === null ? [] : [{ id, siteId, seq }])) };
    },
  };
}
