import type { TeamRef } from '@touchline/shared/conversation.ts';
import type { Team, TeamChange } from '@touchline/shared/teams.ts';
import { createAudit } from '../audit/store.ts';
import type { Database } from '../platform/postgres.ts';

export type TeamStore = ReturnType<typeof createTeamStore>;

/** What is changed is written down with who did it, both or neither. */
export function createTeamStore(db: Database) {
  return {
    async byId(siteId: string, id: string): Promise<TeamRef | null> {
      const { rows } = await db.query<TeamRef>('select id, name from teams where site_id = $1 and id = $2', [
        siteId,
        id,
      ]);
      return rows[0] ?? null;
    },

    /** Members who answer on the site no more are not shown, and not asked. */
    async list(siteId: string): Promise<Team[]> {
      const { rows } = await db.query<Team>(
        `select t.id, t.name, t.version,
           array(select member::text from team_on_site(t.site_id, t.id) as member order by member) as members
         from teams t where t.site_id = $1 order by lower(t.name)`,
        [siteId],
      );
      return rows;
    },

    async count(siteId: string): Promise<number> {
      const { rows } = await db.query<{ count: number }>('select count(*) as count from teams where site_id = $1', [
        siteId,
      ]);
      return rows[0]?.count ?? 0;
    },

    /** Whether all of them answer on the site. */
    async areOnSite(siteId: string, operatorIds: string[]): Promise<boolean> {
      const { rows } = await db.query<{ count: number }>(
        'select count(*) as count from memberships where site_id = $1 and operator_id = any($2::uuid[])',
        [siteId, operatorIds],
      );
      return rows[0]?.count === operatorIds.length;
    },

    /** `known`: the version of what the editor began with. False where that is not the newest. */
    save(siteId: string, id: string, { name, members, version: known }: TeamChange, editor: string): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rowCount } =
          known === 0
            ? await tx.query(
                'insert into teams (site_id, id, name) values ($1, $2, $3) on conflict (site_id, id) do nothing',
                [siteId, id, name],
              )
            : await tx.query(
                'update teams set name = $3, version = version + 1 where site_id = $1 and id = $2 and version = $4',
                [siteId, id, name, known],
              );
        if (!rowCount) return false;
        await tx.query('delete from team_members where site_id = $1 and team_id = $2', [siteId, id]);
        await tx.query('insert into team_members (site_id, team_id, operator_id) select $1, $2, unnest($3::uuid[])', [
          siteId,
          id,
          members,
        ]);
        await createAudit(tx)(known === 0 ? 'team.created' : 'team.changed', editor, siteId, {
          team: id,
          name,
          members,
        });
        return true;
      });
    },

    /** False where it is not there in this version. What was sent to it goes to anybody from now on. */
    remove(siteId: string, id: string, known: number, editor: string): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rows } = await tx.query<{ name: string }>(
          'delete from teams where site_id = $1 and id = $2 and version = $3 returning name',
          [siteId, id, known],
        );
        if (!rows[0]) return false;
        await createAudit(tx)('team.deleted', editor, siteId, { team: id, name: rows[0].name });
        return true;
      });
    },
  };
}
