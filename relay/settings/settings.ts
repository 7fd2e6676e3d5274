/** Settings of sites, put together. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notFound } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import type { SiteCache } from '../sites/site-cache.ts';
import type { SiteNews } from '../sites/site-news.ts';
import { createCopying } from './copying.ts';
import { createSiteKeys } from './keys.ts';
import { createKeysStore } from './keys-store.ts';
import { settingsRoutes } from './routes.ts';
import { createSettingsService } from './service.ts';
import { createSettingsStore } from './store.ts';

type SitesOf = (operatorId: string) => Promise<{ id: string; role: OperatorRole }[]>;

/** A site that is not theirs, one that does not exist, and one that others administer are the same. */
export function administratorsOnly(sitesOf: SitesOf) {
  return async (siteId: string, operatorId: string): Promise<void> => {
    const site = (await sitesOf(operatorId)).find(({ id }) => id === siteId);
    if (site?.role !== 'admin') throw notFound();
  };
}

type Deps = {
  db: Database;
  /** Postgres's time, by which tokens are judged. */
  wall: Clock;
  news: Pick<SiteNews, 'changed'>;
  siteCache: Pick<SiteCache, 'byId'>;
  sitesOf: SitesOf;
};

export function createSettings({ db, wall, news, siteCache, sitesOf }: Deps) {
  const authorise = administratorsOnly(sitesOf);
  const settings = createSettingsService({ store: createSettingsStore(db), authorise, news });
  const keys = createSiteKeys({ store: createKeysStore(db), clock: wall, authorise, siteById: siteCache.byId, news });
  const copy = createCopying({ db, clock: wall, authorise });
  return {
    routes: (operator: (request: FastifyRequest) => Promise<{ id: string; name: string }>) => (app: FastifyInstance) =>
      settingsRoutes(app, { settings, keys, copy, operator }),
  };
}
