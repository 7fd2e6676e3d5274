import type { Clock } from '@touchline/shared/clock.ts';
import type { Site, SiteStore } from './store.ts';

/** How long a changed origin or key may take to count on this relay. */
const FRESH_MS = 2_000;
/** Unknown keys are remembered too, so that guessing them costs nothing; more than this and the oldest go. */
const MAX_KEYS = 10_000;

export type SiteCache = { byKey(key: string): Promise<Site | null>; byId(id: string): Promise<Site | null> };

export function createSiteCache(store: SiteStore, clock: Clock): SiteCache {
  return { byKey: remember(store.byKey, clock), byId: remember(store.byId, clock) };
}

type Read = (name: string) => Promise<Site | null>;
function remember(read: Read, clock: Clock): Read {
  const known = new Map<string, { until: number; site: Promise<Site | null> }>();
  return (name) => {
    const entry = known.get(name);
    if (entry && entry.until > clock.now()) return entry.site;
    const site = read(name);
    known.delete(name);
    known.set(name, { until: clock.now() + FRESH_MS, site });
    site.catch(() => known.delete(name));
    if (known.size > MAX_KEYS) known.delete(known.keys().next().value as string);
    return site;
  };
}
