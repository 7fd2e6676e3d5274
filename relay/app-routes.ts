/** Every HTTP route of the relay, in order. The sockets are the doors'. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { Api } from './api/api.ts';
import { attemptOf } from './api/idempotency.ts';
import type { Doors } from './app-doors.ts';
import { createAssets, type Dist } from './assets.ts';
import { connectionRoutes } from './connection/routes.ts';
import type { Players } from './contacts/players.ts';
import type { Desk } from './conversations/desk.ts';
import { createConversationStore } from './conversations/store.ts';
import { actingAs } from './doors/acting.ts';
import type { Files } from './files/files.ts';
import { health } from './health.ts';
import type { Office } from './office.ts';
import { meRoutes } from './operators/me-routes.ts';
import { createMyAccount } from './operators/my-account.ts';
import type { Profiles } from './operators/profile.ts';
import { operatorRoutes } from './operators/routes.ts';
import type { OperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { pages } from './pages.ts';
import type { Bus } from './platform/bus.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Database } from './platform/postgres.ts';
import { previewRoutes } from './preview/routes.ts';
import type { Replies } from './replies/replies.ts';
import type { Search } from './search/search.ts';
import { administratorsOnly } from './settings/settings.ts';
import { originAllowed } from './sites/origins.ts';
import { siteRoutes } from './sites/routes.ts';
import type { SiteCache } from './sites/site-cache.ts';
import { loadWordTables, type TranslatesBetween } from './sites/start.ts';
import type { Teams } from './teams/teams.ts';
import { transcriptRoutes } from './transcripts/routes.ts';
import { createTranscripts } from './transcripts/transcripts.ts';
import { translationRoutes } from './translation/routes.ts';

type Parts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  dist: Dist;
  metrics: Metrics;
  metricsToken: string | undefined;
  operators: OperatorService;
  profiles: Profiles;
  siteCache: SiteCache;
  search: Search;
  replies: Replies;
  teams: Teams;
  players: Players;
  files: Files;
  office: Office;
  api: Api;
  desk: Desk;
  doors: Pick<Doors, 'conversations' | 'history' | 'preview'>;
  between: TranslatesBetween;
  draining(): boolean;
};

export async function registerRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  const { db, bus, clock, dist, metrics, metricsToken, operators, profiles, search, replies } = parts;
  const { operator, administrator } = parts.api;
  await app.register((scope) => operatorRoutes(scope, { operators }));
  const words = loadWordTables();
  const account = createMyAccount({ store: createOperatorStore(db), operators, profiles });
  await app.register((scope) => meRoutes(scope, { operators, profiles, account }));
  await app.register((scope) =>
    siteRoutes(scope, {
      cache: parts.siteCache,
      service: parts.office.siteService,
      words,
      translates: parts.between,
      administrator,
      operator,
    }),
  );
  await app.register((scope) =>
    previewRoutes(scope, {
      operator,
      sitesOf: createOperatorStore(db).sites,
      siteById: parts.siteCache.byId,
      words: words.first,
      translates: parts.between,
      stage: `${dist.inbox}stage.js`,
    }),
  );
  await app.register((scope) => translationRoutes(scope, { rules: parts.office.translationRules, administrator }));
  await app.register((scope) => connectionRoutes(scope, { db, bus, clock, operator }));
  await app.register(search.routes(operator));
  await app.register(replies.routes(operator));
  await app.register(parts.office.routes);
  const { sites: sitesOf } = createOperatorStore(db);
  await app.register((scope) =>
    parts.api.routes(scope, {
      ...{ desk: parts.desk, ...parts.doors, authorise: administratorsOnly(sitesOf) },
      siteById: parts.siteCache.byId,
      acting: async (request) => actingAs(await operators.describe(await operator(request))),
    }),
  );
  await app.register(parts.teams.routes(operator));
  await app.register(parts.players.routes(operator));
  const readers = parts.files.readers(operator);
  const siteById = parts.siteCache.byId;
  const isOriginOf = async (siteId: string, origin: string | undefined) =>
    originAllowed(origin, (await siteById(siteId))?.origins ?? []);
  await app.register(parts.files.routes({ readers, originAllowed: isOriginOf, attemptOf }));
  const transcripts = createTranscripts(createConversationStore(db));
  await app.register((scope) => transcriptRoutes(scope, { transcripts, readers, clock, siteById }));
  await app.register((scope) => health(scope, { db, bus, metrics, metricsToken, draining: parts.draining }));
  await app.register((scope) => pages(scope, { dist, assets: createAssets({ db, clock, dist }) }));
}
