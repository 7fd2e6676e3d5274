/**
 * What runs a site beside its conversations, put together: settings, people, numbers, the floor, keeping. Each part is
 * a feature with its routes; nothing of a conversation waits for any of them.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createOperatorStore } from './operators/store.ts';
import { type AskedBy, operatorOf, refuseForeignOrigin } from './platform/auth.ts';
import type { Bus } from './platform/bus.ts';
import type { Log } from './platform/log.ts';
import type { Database } from './platform/postgres.ts';
import type { SiteCache } from './sites/site-cache.ts';

type Deps = {
  db: Database;
  bus: Bus;
  clock: Clock;
  /** Postgres's time. */
  wall: { now(): number };
  log: Log;
  siteCache: SiteCache;
  sessions: { bySession(token: string | undefined): Promise<{ id: string } | null> };
};

export type Office = ReturnType<typeof createOffice>;

export function createOffice({ db, sessions }: Deps) {
  const _operator: AskedBy = (request: FastifyRequest) => {
    refuseForeignOrigin(request);
    return operatorOf(request, sessions);
  };
  const { sites: _sitesOf } = createOperatorStore(db);

  return {
    async routes(_app: FastifyInstance): Promise<void> {},
    async stop(): Promise<void> {},
  };
}
