/** Replies kept ready, put together. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { FastifyInstance } from 'fastify';
import type { AskedBy } from '../platform/auth.ts';
import type { Database } from '../platform/postgres.ts';
import { createKeptTexts } from './kept-texts.ts';
import { replyRoutes } from './routes.ts';
import { createReplyService } from './service.ts';
import { createReplyStore } from './store.ts';

type Deps = {
  db: Database;
  clock: Clock;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
};

export type Replies = ReturnType<typeof createReplies>;

export function createReplies({ db, clock, sitesOf }: Deps) {
  const store = createReplyStore(db);
  const kept = createKeptTexts(store.languagesByHash, clock);
  const service = createReplyService({ store, sitesOf, changed: kept.forget });
  return {
    languageOf: kept.languageOf,
    routes: (operator: AskedBy) => (scope: FastifyInstance) => replyRoutes(scope, { service, operator }),
  };
}
