import type { Queryable } from '../platform/postgres.ts';

/** The append-only record of privileged acts. `about` holds no secret and no player's text. */
export function createAudit(db: Queryable) {
  return async (act: string, actorId: string, siteId: string | null, about: object): Promise<void> => {
    await db.query(
      `insert into audit (actor_kind, actor_id, site_id, act, about) values ('operator', $1, $2, $3, $4)`,
      [actorId, siteId, act, about],
    );
  };
}
