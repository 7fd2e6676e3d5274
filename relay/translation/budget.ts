/**
 * Characters that a site sends out in a month, in UTC. They are taken before a request in one statement, so that
 * relays that ask at the same time never take more than there are, and given back when nothing came of it.
 */
import type { Database } from '../platform/postgres.ts';

export type Budget = ReturnType<typeof createBudget>;
type Taken = { siteId: string; month: string; characters: number };

export function createBudget(db: Database) {
  return {
    /** Null when less than that is left. */
    async take(siteId: string, characters: number, monthly: number): Promise<Taken | null> {
      const { rows } = await db.query<{ month: string }>(
        `insert into translation_spend as spent (site_id, month, characters)
         select $1::uuid, date_trunc('month', now() at time zone 'utc')::date, $2::bigint where $2::bigint <= $3::bigint
         on conflict (site_id, month) do update set characters = spent.characters + excluded.characters
           where spent.characters + excluded.characters <= $3::bigint
         returning month::text`,
        [siteId, characters, monthly],
      );
      return rows[0] ? { siteId, month: rows[0].month, characters } : null;
    },

    /** To the month that it was taken from. */
    async giveBack({ siteId, month, characters }: Taken): Promise<void> {
      await db.query(
        'update translation_spend set characters = greatest(0, characters - $3::bigint) where site_id = $1::uuid and month = $2::date',
        [siteId, month, characters],
      );
    },
  };
}

/** As providers count them: code points. */
export function charactersOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + [...text].length, 0);
}
