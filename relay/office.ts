/**
 * What runs a site beside its conversations, put together: settings, people, numbers, the floor, keeping. Each part is
 * a feature with its routes; nothing of a conversation waits for any of them.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import type { FastifyInstance } from 'fastify';
import type { Api } from './api/api.ts';
import { createAudit } from './audit/store.ts';
import type { Log as ConversationLog } from './conversations/log.ts';
import type { FileStore } from './files/file-store.ts';
import type { Profiles } from './operators/profile.ts';
import type { OperatorService } from './operators/service.ts';
import { createOperatorStore } from './operators/store.ts';
import { createReading } from './page-check/reading.ts';
import { pageCheckRoutes } from './page-check/routes.ts';
import { createPageCheck } from './page-check/service.ts';
import { createPeople } from './people/people.ts';
import type { Bus } from './platform/bus.ts';
import { createLimiter } from './platform/limits.ts';
import type { Log } from './platform/log.ts';
import type { Database } from './platform/postgres.ts';
import type { ErasedList } from './privacy/erased-list.ts';
import { createPrivacy, type Screens } from './privacy/privacy.ts';
import { createReports } from './reports/reports.ts';
import { administratorsOnly, createSettings } from './settings/settings.ts';
import { originAllowed } from './sites/origins.ts';
import { createSiteService } from './sites/service.ts';
import type { SiteCache } from './sites/site-cache.ts';
import type { SiteNews } from './sites/site-news.ts';
import { createSiteStore } from './sites/store.ts';
import { createSupervision } from './supervision/supervision.ts';
import { createTranslationRules } from './translation/rules.ts';

type Deps = {
  db: Database;
  bus: Bus;
  clock: Clock;
  /** Postgres's time. */
  wall: Clock;
  log: Log;
  siteCache: SiteCache;
  siteNews: SiteNews;
  providers(): { name: string; host: string }[];
  /** What waits on a site may be for somebody else now. */
  kick(siteId: string): void;
  /** News that who is there, or who has what, has changed on a site. */
  floor: { on(siteId: string, listener: () => void): Promise<() => void> };
  team(siteIds: string[]): Promise<TeamMember[]>;
  /** A node silent for longer is dead. */
  silentMs: number;
  operators: OperatorService;
  profiles: Profiles;
  submit: ConversationLog['submit'];
  fileStore: FileStore;
  erasedList: ErasedList | undefined;
  /** Where what was erased may still be shown. */
  screens: Screens;
  /** Whether pages to check may lie on this machine. */
  isTrial: boolean;
  api: Pick<Api, 'operator'>;
};

export type Office = Awaited<ReturnType<typeof createOffice>>;

export async function createOffice(deps: Deps) {
  const { db, clock, wall, siteCache, siteNews, providers, kick, isTrial, api } = deps;
  const { operator } = api;
  const { sites: sitesOf } = createOperatorStore(db);
  const administering = { store: createSiteStore(db), clock, audit: createAudit(db), sitesOf };
  const settings = createSettings({ db, wall, news: siteNews, siteCache, sitesOf });
  const supervision = createSupervision({ ...deps, sitesOf, siteById: siteCache.byId });
  const people = createPeople(deps);
  const privacy = createPrivacy({ ...deps, sitesOf, siteById: siteCache.byId });
  const coverOf = async (siteId: string) => (await siteCache.byId(siteId))?.routing.cover ?? null;
  const reports = createReports({ ...deps, sitesOf, coverOf });
  const pageCheck = createPageCheck({
    authorise: administratorsOnly(sitesOf),
    siteById: siteCache.byId,
    isOwnOrigin: originAllowed,
    limit: createLimiter(20, 60, 'Too many checks; wait a moment.').consume,
    isTrial,
    read: createReading(),
  });
  await siteNews.on(({ id }) => kick(id));

  return {
    supervision,
    siteService: createSiteService(administering),
    translationRules: createTranslationRules({ ...administering, providers }),
    async routes(app: FastifyInstance): Promise<void> {
      await app.register(settings.routes(operator));
      await app.register((scope) => pageCheckRoutes(scope, { check: pageCheck, operator }));
      await app.register(supervision.routes(operator));
      await app.register(people.routes(operator));
      await app.register(privacy.routes(operator));
      await app.register(reports.routes(operator));
    },
    async stop(): Promise<void> {
      supervision.stop();
      await privacy.stop();
      await reports.stop();
    },
  };
}
