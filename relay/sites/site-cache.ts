import type { Clock } from '@touchline/shared/clock.ts';
import { remembered } from '../platform/remembered.ts';
import type { SiteNews } from './site-news.ts';
import type { Site, SiteStore } from './store.ts';

/** The longest that a change takes to count on this relay where its news got lost. */
const FRESH_MS = 2_000;
/** Unknown keys are remembered too, so that guessing them costs nothing; more than this and the oldest go. */
const MAX_KEYS = 10_000;

export type SiteCache = { byKey(key: string): Promise<Site | null>; byId(id: string): Promise<Site | null> };

export async function createSiteCache(store: SiteStore, clock: Clock, news: Pick<SiteNews, 'on'>): Promise<SiteCache> {
  const options = { clock, freshMs: FRESH_MS, max: MAX_KEYS };
  const [byKey, byId] = [remembered(store.byKey, options), remembered(store.byId, options)];
  await news.on(({ id, key }) => {
    byKey.forget(key);
    byId.forget(id);
  });
  return { byKey: byKey.get, byId: byId.get };
}
