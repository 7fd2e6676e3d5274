/**
 * What runs a site beside its conversations, put together: settings, people, numbers, the floor, keeping. Each part is
 * a feature with its routes; nothing of a conversation waits for any of them.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createAudit } from './audit/store.ts';
import { createOperatorStore } from './operators/store.ts';
import { operatorOf, refuseForeignOrigin } from './platform/auth.ts';
import type { Bus } from './platform/bus.ts';
import type { Log } from './platform/log.ts';
import type { Database } from './platform/postgres.ts';
import { createSettings } from './settings/settings.ts';
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
  sessions: { bySession(token: string | undefined): Promise<{ id: string; name: string } | null> };
  providers(): { name: string; host: string }[];
  /** What waits on a site may be for somebody else now. */
  kick(siteId: string): void;
  /** News that who is there, or who has what, has changed on a site. */
  floor: { on(siteId: string, listener: () => void): Promise<() => void> };
  team(siteIds: string[]): Promise<TeamMember[]>;
  /** A node silent for longer is dead. */
  silentMs: number;
};

export type Office = Awaited<ReturnType<typeof createOffice>>;

export async function createOffice(deps: Deps) {
  const { db, clock, wall, siteCache, siteNews, sessions, providers, kick } = deps;
  const operator = (request: FastifyRequest) => {
    refuseForeignOrigin(request);
    return operatorOf(request, sessions);
  };
  const { sites: sitesOf } = createOperatorStore(db);
  const administering = { store: createSiteStore(db), clock, audit: createAudit(db), sitesOf };
  const settings = createSettings({ db, wall, news: siteNews, siteCache, sitesOf });
  const supervision = createSupervision({ ...deps, sitesOf, siteById: siteCache.byId });
  await siteNews.on(({ id }) => kick(id));

  return {
    supervision,
    siteService: createSiteService(administering),
    translationRules: createTranslationRules({ ...administering, providers }),
    async routes(app: FastifyInstance): Promise<void> {
      await app.register(settings.routes(operator));
      await app.register(supervision.routes(operator));
    },
    async stop(): Promise<void> {
      supervision.stop();
    },
  };
}
