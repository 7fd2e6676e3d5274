import type { Clock } from '@touchline/shared/clock.ts';
import type { Site, SiteStore } from './store.ts';

/** How long a changed origin or key may take to count on this relay. */
const FRESH_MS = 2_000;
/** Unknown keys are remembered too, so that guessing them costs nothing; more than this and the oldest go. */
const MAX_KEYS = 10_000;

export type SiteCache = { byKey(key: string): Promise<Site | null> };

export function createSiteCache(store: SiteStore, clock: Clock): SiteCache {
  const known = new Map<string, { until: number; site: Promise<Site | null> }>();
  return {
    byKey(key) {
      const entry = known.get(key);
      if (entry && entry.until > clock.now()) return entry.site;
      const site = store.byKey(key);
      known.delete(key);
      known.set(key, { until: clock.now() + FRESH_MS, site });
      site.catch(() => known.delete(key));
      if (known.size > MAX_KEYS) known.delete(known.keys().next().value as string);
      return site;
    },
  };
}
