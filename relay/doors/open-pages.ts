/**
 * Pages that are connected, by site, so that what an administrator takes away is gone at once: a page whose origin is
 * not allowed any more loses its line for good, one that came in by a key that is retired has to show another token.
 */
import { CLOSE } from '@touchline/shared/wire.ts';
import type { Log } from '../platform/log.ts';
import type { Rounds } from '../platform/rounds.ts';
import type { Session } from '../realtime/session.ts';
import { originAllowed } from '../sites/origins.ts';
import type { SiteCache } from '../sites/site-cache.ts';
import type { SiteNews } from '../sites/site-news.ts';

/** `kid`: of the key that its player was signed with; null for an anonymous one. */
export type OpenPage = { session: Pick<Session, 'end'>; origin: string | undefined; kid: string | null };
export type OpenPages = Awaited<ReturnType<typeof createOpenPages>>;

type Deps = {
  sites: Pick<SiteCache, 'byId'>;
  news: Pick<SiteNews, 'on'>;
  rounds: Pick<Rounds, 'add'>;
  log: Pick<Log, 'warn'>;
};

export async function createOpenPages({ sites, news, rounds, log }: Deps) {
  const open = new Map<string, Set<OpenPage>>();

  async function judge(siteId: string, pages: Iterable<OpenPage> = open.get(siteId) ?? []): Promise<void> {
    const site = await sites.byId(siteId);
    for (const { session, origin, kid } of [...pages]) {
      if (!site || !originAllowed(origin, site.origins)) session.end(CLOSE.forbidden, 'origin-not-allowed');
      else if (kid !== null && !site.identityKeys.some((key) => key.kid === kid)) session.end(CLOSE.restart, 'key');
    }
  }

  const failed = (error: unknown) => log.warn({ err: error }, 'open pages could not be judged; the sweep tries again');
  await news.on(({ id, what }) => {
    if (open.has(id) && (what === 'origins' || what === 'keys')) judge(id).catch(failed);
  });
  // News may get lost, and of a key whose day to retire has come there are none.
  rounds.add(async (isDue) => {
    for (const siteId of [...open.keys()].filter(isDue)) await judge(siteId);
  });

  return {
    /** Returns the function that forgets the page again. */
    add(siteId: string, page: OpenPage): () => void {
      const pages = open.get(siteId) ?? new Set();
      open.set(siteId, pages.add(page));
      // What was taken away since it came in was heard by nobody.
      judge(siteId, [page]).catch(failed);
      return () => {
        pages.delete(page);
        if (pages.size === 0 && open.get(siteId) === pages) open.delete(siteId);
      };
    },
  };
}
