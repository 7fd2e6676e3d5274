/** Numbers, put together. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Cover } from '@touchline/shared/cover.ts';
import type { FastifyInstance } from 'fastify';
import type { AskedBy } from '../platform/auth.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { createCalendar } from './calendar.ts';
import { createDigestService } from './digest.ts';
import { createDigestStore } from './digest-store.ts';
import { createFactStore } from './fact-store.ts';
import { createNameStore } from './name-store.ts';
import { reportRoutes } from './routes.ts';
import { createReportService, type SitesOf } from './service.ts';
import { createSumStore } from './sum-store.ts';
import { createTableStore } from './table-store.ts';
import { startUpkeep } from './upkeep.ts';
import { createWalkStore } from './walk-store.ts';

type Deps = {
  db: Database;
  clock: Clock;
  /** Postgres's time. */
  wall: { now(): number };
  log: Pick<Log, 'warn'>;
  sitesOf: SitesOf;
  coverOf(siteId: string): Promise<Cover | null>;
};

export function createReports({ db, clock, wall, log, sitesOf, coverOf }: Deps) {
  const walk = createWalkStore(db);
  const tables = createTableStore(db);
  const upkeep = startUpkeep({ facts: createFactStore(db), walk, sums: createSumStore(db), clock, log });
  const hoursOf = async (siteId: string) => createCalendar(await coverOf(siteId));
  const shared = { tables, sitesOf, hoursOf, isComplete: walk.isComplete };
  const service = createReportService({ ...shared, names: createNameStore(db) });
  const digests = createDigestService({
    ...shared,
    store: createDigestStore(db),
    todayIn: (zone) =>
      Temporal.Instant.fromEpochMilliseconds(wall.now()).toZonedDateTimeISO(zone).toPlainDate().toString(),
  });
  return {
    routes: (operator: AskedBy) => (scope: FastifyInstance) => reportRoutes(scope, { service, digests, operator }),
    stop: upkeep.stop,
  };
}
