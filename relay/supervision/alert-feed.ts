/** Tells those who supervise which limits are passed on their sites: all that stand, whenever one begins or ends. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Bus } from '../platform/bus.ts';
import { createSharedFeeds, type SharedFeeds } from '../platform/shared-feeds.ts';
import { createWholeFeed } from '../platform/whole-feed.ts';
import type { AlertStore } from './alert-store.ts';

type Deps = { store: Pick<AlertStore, 'standing'>; bus: Bus; clock: Clock; failed(error: unknown): void };

const GATHER_MS = 200;
/** News may be lost on its way. */
const ANEW_MS = 15_000;

/** Listened to by the sites. */
export function createAlertFeeds({ store, ...deps }: Deps): SharedFeeds {
  return createSharedFeeds((siteIds) =>
    createWholeFeed({
      ...deps,
      ...{ gatherMs: GATHER_MS, anewMs: ANEW_MS },
      channels: siteIds.map((siteId) => `alerts/${siteId}`),
      read: async () => JSON.stringify({ type: 'alerts', alerts: await store.standing(siteIds) }),
    }),
  );
}
