/** Search, put together: what reads the log behind it, and what answers operators. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { Desk } from '../conversations/desk.ts';
import type { AskedBy } from '../platform/auth.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { createIndexStore } from './index-store.ts';
import { createIndexer } from './indexer.ts';
import { searchRoutes } from './routes.ts';
import { createSearchService } from './service.ts';
import { createSearchStore } from './store.ts';

type Deps = {
  db: Database;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  desk: Pick<Desk, 'rows'>;
  /** Sites that an operator belongs to. */
  sitesOf(operatorId: string): Promise<string[]>;
};

export type Search = ReturnType<typeof createSearch>;

export function createSearch({ db, clock, log, desk, sitesOf }: Deps) {
  const service = createSearchService({ store: createSearchStore(db), desk, sitesOf });
  return {
    indexer: createIndexer({ store: createIndexStore(db), clock, log }),
    routes: (operator: AskedBy) => (scope: FastifyInstance) => searchRoutes(scope, { service, operator }),
  };
}
