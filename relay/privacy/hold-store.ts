import type { PlayerHold } from '@touchline/shared/privacy.ts';
import type { Queryable } from '../platform/postgres.ts';
import type { Person } from './person.ts';

/** The first one, where the contacts that turned out to be one player had one each. */
export async function holdOf(db: Queryable, { contacts }: Person): Promise<PlayerHold | null> {
  const { rows } = await db.query<PlayerHold>(
    `select reason, held_by_name as by, floor(extract(epoch from held_at) * 1000)::float8 as at
     from player_holds where contact_id = any($1::uuid[]) order by held_at limit 1`,
    [contacts],
  );
  return rows[0] ?? null;
}
