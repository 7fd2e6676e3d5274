import type { SectionName } from '@touchline/shared/site-sections.ts';
import type { Bus, BusListener } from '../platform/bus.ts';

/** That something about a site holds from now on, on every relay. Whoever hears it reads what it needs. */
export type SiteNews = ReturnType<typeof createSiteNews>;
export type SiteChanged = { id: string; key: string; what: SectionName | 'keys' | 'translation' };

/** One channel for all sites: settings change rarely, and every relay has something of every site in mind. */
const CHANNEL = 'sites';

export function createSiteNews(bus: Pick<Bus, 'publish' | 'subscribe'>) {
  return {
    changed({ id, key }: { id: string; key: string }, what: SiteChanged['what']): void {
      bus.publish(CHANNEL, { id, key, what } satisfies SiteChanged);
    },
    on: (listener: (news: SiteChanged) => void) => bus.subscribe(CHANNEL, listener as BusListener),
  };
}
