/** Replies kept ready, put together. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../platform/postgres.ts';
import { type AskedBy, replyRoutes } from './routes.ts';
import { createReplyService } from './service.ts';
import { createReplyStore } from './store.ts';

type Deps = {
  db: Database;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
};

export function createReplies({ db, sitesOf }: Deps) {
  const store = createReplyStore(db);
  const service = createReplyService({ store, sitesOf });
  return {
    languageOf: store.languageOf,
    routes: (operator: AskedBy) => (scope: FastifyInstance) => replyRoutes(scope, { service, operator }),
  };
}
