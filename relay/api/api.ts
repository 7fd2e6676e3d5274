/** The REST API, put together: who may come in, what is done once, and what stands in its description. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { Operator } from '../operators/operator-row.ts';
import type { Database } from '../platform/postgres.ts';
import { createAdmission } from './admission.ts';
import { type DeskApiDeps, deskRoutes } from './desk-routes.ts';
import { describeApi } from './docs.ts';
import { addIdempotency } from './idempotency.ts';
import { apiKeyRoutes } from './key-routes.ts';
import { createApiKeysStore } from './keys-store.ts';
import { createSitesOf } from './place.ts';
import { programRoutes, type SiteSeen } from './program-routes.ts';

export type Api = ReturnType<typeof createApi>;

type Deps = {
  db: Database;
  clock: Clock;
  sessions: { bySession(token: string | undefined): Promise<Operator | null> };
  rate: { points: number; seconds: number };
};

type RoutesDeps = Omit<DeskApiDeps, 'clock' | 'person'> & {
  /** Throws `not-found` where they do not administer the site. */
  authorise(siteId: string, operatorId: string): Promise<void>;
  siteById(id: string): Promise<SiteSeen | null>;
};

export function createApi({ db, clock, sessions, rate }: Deps) {
  const store = createApiKeysStore(db);
  const admission = createAdmission({ keys: store, sessions, sitesOf: createSitesOf(db), rate });
  const { operator, administrator } = admission;
  return {
    operator,
    administrator,
    /** Before all routes: they are described, and asked, by it. */
    async open(app: FastifyInstance): Promise<void> {
      app.addHook('onRequest', admission.enter);
      addIdempotency(app, db);
      app.addHook('preHandler', admission.record);
      await describeApi(app);
    },
    async routes(app: FastifyInstance, { authorise, siteById, ...ofDesk }: RoutesDeps): Promise<void> {
      await app.register((scope) => programRoutes(scope, { siteById }));
      await app.register((scope) => apiKeyRoutes(scope, { store, clock, operator, authorise }));
      await app.register((scope) => deskRoutes(scope, { ...ofDesk, clock, person: operator }));
    },
  };
}
