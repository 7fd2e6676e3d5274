import type { TeamRef } from '@touchline/shared/conversation.ts';
import type { Database } from '../platform/postgres.ts';

export type TeamStore = ReturnType<typeof createTeamStore>;

export function createTeamStore(db: Database) {
  return {
    async byId(siteId: string, id: string): Promise<TeamRef | null> {
      const { rows } = await db.query<TeamRef>('select id, name from teams where site_id = $1 and id = $2', [
        siteId,
        id,
      ]);
      return rows[0] ?? null;
    },
  };
}
