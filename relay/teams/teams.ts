/** Teams, put together. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { FastifyInstance } from 'fastify';
import type { AskedBy } from '../platform/auth.ts';
import type { Database } from '../platform/postgres.ts';
import { teamRoutes } from './routes.ts';
import { createTeamService } from './service.ts';
import { createTeamStore } from './store.ts';

type Deps = {
  db: Database;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
  /** Whom what waits may go to is another matter now. */
  changed(siteId: string): void;
};

export type Teams = ReturnType<typeof createTeams>;

export function createTeams({ db, sitesOf, changed }: Deps) {
  const store = createTeamStore(db);
  const service = createTeamService({ store, sitesOf, changed });
  return {
    byId: store.byId,
    routes: (operator: AskedBy) => (scope: FastifyInstance) => teamRoutes(scope, { service, operator }),
  };
}
