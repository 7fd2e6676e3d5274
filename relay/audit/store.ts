import type { Queryable } from '../platform/postgres.ts';
import { programInRecord } from '../platform/program.ts';

/** The append-only record of privileged acts. `about` holds no secret and no player's text; a program is named beside it. */
export function createAudit(db: Queryable) {
  return async (act: string, actorId: string, siteId: string | null, about: object): Promise<void> => {
    await db.query(
      `insert into audit (actor_kind, actor_id, site_id, act, about) values ('operator', $1, $2, $3, $4)`,
      [actorId, siteId, act, { ...about, ...programInRecord() }],
    );
  };
}

/**
 * Of what concerns a whole person: a row on each of their sites, whose administrators read it there. Without an actor it was
 * whoever runs the server.
 */
export function createPersonAudit(db: Queryable) {
  return async (act: string, actorId: string | null, personId: string, about: object): Promise<void> => {
    await db.query(
      `insert into audit (actor_kind, actor_id, site_id, act, about)
       select case when $1::uuid is null then 'server' else 'operator' end, $1::uuid, m.site_id, $3::text, $4::jsonb
       from (select $2::uuid as id) person left join memberships m on m.operator_id = person.id`,
      [actorId, personId, act, { person: personId, ...about, ...programInRecord() }],
    );
  };
}
