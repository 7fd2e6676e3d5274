/** The relay, put together: every store, service, route and socket, in order. Opens nothing by itself. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyBaseLogger } from 'fastify';
import { createAudit } from './audit/store.ts';
import { createContactService } from './contacts/service.ts';
import { createContactStore } from './contacts/store.ts';
import { createDesk } from './conversations/desk.ts';
import { createDeskFeeds } from './conversations/desk-feed.ts';
import { createFanout } from './conversations/fanout.ts';
import { createHistory } from './conversations/history.ts';
import { createLog, type FailPoints } from './conversations/log.ts';
import { createConversationService } from './conversations/service.ts';
import { createStateCache } from './conversations/states.ts';
import { createConversationStore } from './conversations/store.ts';
import type { DoorDeps } from './doors/door-deps.ts';
import { operatorDoor } from './doors/operator.ts';
import { playerDoor } from './doors/player.ts';
import { health } from './health.ts';
import { operatorRoutes } from './operators/routes.ts';
import { createOperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { pages } from './pages.ts';
import { operatorOf, refuseForeignOrigin } from './platform/auth.ts';
import type { Rate } from './platform/bucket.ts';
import type { Bus } from './platform/bus.ts';
import { Refusal } from './platform/errors.ts';
import { createHttp } from './platform/http.ts';
import { createLimiter } from './platform/limits.ts';
import { createMetrics } from './platform/metrics.ts';
import type { Database } from './platform/postgres.ts';
import { gateway } from './realtime/gateway.ts';
import { siteRoutes } from './sites/routes.ts';
import { createSiteService } from './sites/service.ts';
import { createSiteCache } from './sites/site-cache.ts';
import { loadWordTables } from './sites/start.ts';
import { createSiteStore } from './sites/store.ts';

export type RelayDeps = {
  db: Database;
  bus: Bus;
  clock: Clock;
  epoch: string;
  logger: FastifyBaseLogger | false;
  trustProxy: boolean | string[];
  metricsToken?: string | undefined;
  limits?: Limits;
  failPoints?: FailPoints;
};

/** Frames per socket, and messages per player over all their sockets. */
export type Limits = {
  player: Rate;
  operator: Rate;
  posts: { points: number; seconds: number };
  socketsPerAddress: number;
};

/** A person types one message a second at best; reads, typing and catching up come on top. */
const LIMITS: Limits = {
  player: { burst: 60, perSecond: 10 },
  operator: { burst: 300, perSecond: 50 },
  posts: { points: 30, seconds: 20 },
  socketsPerAddress: 500,
};

export async function buildRelay(deps: RelayDeps) {
  const { db, bus, clock, epoch, limits = LIMITS } = deps;
  const app = await createHttp({ trustProxy: deps.trustProxy, logger: deps.logger });
  const metrics = createMetrics();
  const fanout = createFanout(bus);
  let draining = false;

  const sites = createSiteStore(db);
  const siteCache = createSiteCache(sites, clock);
  const operatorStore = createOperatorStore(db);
  const operators = createOperatorService({
    store: operatorStore,
    clock,
    revoke: (operatorId) => fanout.revoke(operatorId, { revoked: 'signed-out' }),
  });
  const siteService = createSiteService({
    store: sites,
    clock,
    audit: createAudit(db),
    sitesOf: (operatorId) => operatorStore.sites(operatorId),
  });

  const store = createConversationStore(db);
  const states = createStateCache();
  const log = createLog({
    store,
    states,
    clock,
    metrics,
    committed: fanout.committed,
    suspected: fanout.suspected,
    ...(deps.failPoints ? { failPoints: deps.failPoints } : {}),
  });
  const postLimiter = createLimiter(
    limits.posts.points,
    limits.posts.seconds,
    'Messages come too fast; wait a moment.',
  );
  const contacts = createContactService({
    store: createContactStore(db),
    clock,
    log: app.log,
    merged(anonymousId, conversations) {
      for (const conversation of conversations) states.forget(conversation);
      fanout.revoke(anonymousId, { revoked: 'merged' });
    },
  });
  const desk = createDesk(db);
  const doorDeps: DoorDeps = {
    clock,
    log: app.log,
    metrics,
    epoch,
    rates: limits,
    fanout,
    contacts,
    conversations: createConversationService({ store, contacts, states, log, limitPosts: postLimiter.consume }),
    store,
    states,
    history: createHistory(store),
    desk,
    deskFeeds: createDeskFeeds({
      desk,
      fanout,
      clock,
      failed: (error) => app.log.error({ err: error }, 'the desk could not be read'),
    }),
  };

  await gateway(app, {
    clock,
    metrics,
    socketsPerAddress: limits.socketsPerAddress,
    doors: [playerDoor({ ...doorDeps, sites: siteCache }), operatorDoor({ ...doorDeps, operators })],
  });
  await app.register((scope) => operatorRoutes(scope, operators));
  await app.register((scope) =>
    siteRoutes(scope, {
      cache: siteCache,
      service: siteService,
      words: loadWordTables(),
      async administrator(request) {
        refuseForeignOrigin(request);
        const operator = await operatorOf(request, operators);
        if (!operator.isAdministrator) throw new Refusal('forbidden', 'Only an administrator may do this.');
        return operator;
      },
    }),
  );
  await app.register((scope) =>
    health(scope, { db, metrics, metricsToken: deps.metricsToken, draining: () => draining }),
  );
  await app.register(pages);

  return {
    app,
    /** Says goodbye to every socket, finishes what was accepted, closes. The database is the caller's. */
    async close(): Promise<void> {
      draining = true;
      await app.close();
      await log.drain();
    },
  };
}
