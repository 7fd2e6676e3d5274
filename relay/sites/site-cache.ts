import type { Clock } from '@touchline/shared/clock.ts';
import { remembered } from '../platform/remembered.ts';
import type { Site, SiteStore } from './store.ts';

/** How long a changed origin or key may take to count on this relay. */
const FRESH_MS = 2_000;
/** Unknown keys are remembered too, so that guessing them costs nothing; more than this and the oldest go. */
const MAX_KEYS = 10_000;

export type SiteCache = { byKey(key: string): Promise<Site | null>; byId(id: string): Promise<Site | null> };

export function createSiteCache(store: SiteStore, clock: Clock): SiteCache {
  const options = { clock, freshMs: FRESH_MS, max: MAX_KEYS };
  return { byKey: remembered(store.byKey, options).get, byId: remembered(store.byId, options).get };
}
