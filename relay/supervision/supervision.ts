/** Supervising, put together: the board, whispers that wait to be read, times of presence, limits that were passed. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorRole, TeamMember } from '@touchline/shared/people.ts';
import type { RoutingRules } from '@touchline/shared/routing-rules.ts';
import type { AlertLimits } from '@touchline/shared/supervision.ts';
import type { FastifyInstance } from 'fastify';
import type { AskedBy } from '../platform/auth.ts';
import type { Bus } from '../platform/bus.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { createAlertFeeds } from './alert-feed.ts';
import { createAlertStore } from './alert-store.ts';
import { startAlertRounds } from './alerts.ts';
import { createBoards } from './board.ts';
import { createBoardStore } from './board-store.ts';
import { supervisionRoutes } from './routes.ts';
import { createSupervisionService } from './service.ts';
import { createTimelineStore } from './timeline-store.ts';
import { createWhisperFeeds } from './whispers.ts';

type Deps = {
  db: Database;
  bus: Bus;
  clock: Clock;
  /** Postgres's time. */
  wall: { now(): number };
  log: Pick<Log, 'error'>;
  /** Hears whenever who is there, or who has what, changes on a site. */
  floor: { on(siteId: string, listener: () => void): Promise<() => void> };
  team(siteIds: string[]): Promise<TeamMember[]>;
  siteById(id: string): Promise<{ routing: RoutingRules; alerts: AlertLimits } | null>;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
  /** A node silent for longer is dead. */
  silentMs: number;
};

export type Supervision = ReturnType<typeof createSupervision>;

export function createSupervision(deps: Deps) {
  const { db, bus, clock, wall, siteById, sitesOf } = deps;
  const failed = (error: unknown) => deps.log.error({ err: error }, 'the floor could not be read');
  const zoneOf = async (siteId: string) => (await siteById(siteId))?.routing.cover?.timeZone ?? 'UTC';
  const alertStore = createAlertStore(db, deps.silentMs);
  const alerts = startAlertRounds({ store: alertStore, bus, clock, wall, failed });
  const boards = createBoards({ ...deps, store: createBoardStore(db), zoneOf, failed });
  const service = createSupervisionService({
    boards,
    timelines: createTimelineStore(db),
    alerts: alertStore,
    zoneOf,
    sitesOf,
    wall,
  });
  return {
    boards,
    whispers: createWhisperFeeds({ db, bus, clock, failed }),
    alerts: createAlertFeeds({ store: alertStore, bus, clock, failed }),
    routes: (operator: AskedBy) => (scope: FastifyInstance) => supervisionRoutes(scope, { service, operator }),
    stop: alerts.stop,
  };
}
