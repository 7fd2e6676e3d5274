/** Every HTTP route of the relay, in order. The sockets are the doors'. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createAssets, type Dist } from './assets.ts';
import { connectionRoutes } from './connection/routes.ts';
import type { Players } from './contacts/players.ts';
import { health } from './health.ts';
import { operatorRoutes } from './operators/routes.ts';
import type { OperatorService } from './operators/service.ts';
import type { Spoken } from './operators/spoken.ts';
import { pages } from './pages.ts';
import { administratorOf, operatorOf, refuseForeignOrigin } from './platform/auth.ts';
import type { Bus } from './platform/bus.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Database } from './platform/postgres.ts';
import type { Replies } from './replies/replies.ts';
import type { Search } from './search/search.ts';
import { siteRoutes } from './sites/routes.ts';
import type { SiteService } from './sites/service.ts';
import type { SiteCache } from './sites/site-cache.ts';
import { loadWordTables, type TranslatesBetween } from './sites/start.ts';
import { translationRoutes } from './translation/routes.ts';
import type { createTranslationRules } from './translation/rules.ts';

type Parts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  dist: Dist;
  metrics: Metrics;
  metricsToken: string | undefined;
  operators: OperatorService;
  spoken: Spoken;
  siteCache: SiteCache;
  siteService: SiteService;
  search: Search;
  replies: Replies;
  players: Players;
  between: TranslatesBetween;
  translationRules: ReturnType<typeof createTranslationRules>;
  draining(): boolean;
};

export async function registerRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  const { db, bus, clock, dist, metrics, metricsToken, operators, spoken, search, replies } = parts;
  const operator = (request: FastifyRequest) => {
    refuseForeignOrigin(request);
    return operatorOf(request, operators);
  };
  const administrator = (request: FastifyRequest) => administratorOf(request, operators);
  await app.register((scope) => operatorRoutes(scope, { operators, spoken }));
  await app.register((scope) =>
    siteRoutes(scope, {
      cache: parts.siteCache,
      service: parts.siteService,
      words: loadWordTables(),
      translates: parts.between,
      administrator,
    }),
  );
  await app.register((scope) => translationRoutes(scope, { rules: parts.translationRules, administrator }));
  await app.register((scope) => connectionRoutes(scope, { db, bus, clock, operator }));
  await app.register(search.routes(operator));
  await app.register(replies.routes(operator));
  await app.register(parts.players.routes(operator));
  await app.register((scope) => health(scope, { db, bus, metrics, metricsToken, draining: parts.draining }));
  await app.register((scope) => pages(scope, { dist, assets: createAssets({ db, clock, dist }) }));
}
