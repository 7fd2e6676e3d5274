/** Tells those who supervise which limits are passed on their sites: all that stand, whenever one begins or ends. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Alert } from '@touchline/shared/supervision.ts';
import type { Bus } from '../platform/bus.ts';
import { createGather } from '../platform/gather.ts';
import { createSharedFeeds, type FrameListener, type SharedFeed, type SharedFeeds } from '../platform/shared-feeds.ts';
import type { AlertStore } from './alert-store.ts';

type Deps = { store: Pick<AlertStore, 'standing'>; bus: Bus; clock: Clock; failed(error: unknown): void };

const GATHER_MS = 200;
/** News may be lost on its way. */
const ANEW_MS = 15_000;

/** Listened to by the sites. */
export function createAlertFeeds(deps: Deps): SharedFeeds {
  return createSharedFeeds((siteIds) => createFeed(siteIds, deps));
}

function createFeed(siteIds: string[], { store, bus, clock, failed }: Deps): SharedFeed {
  const listeners = new Set<FrameListener>();
  let known: string | null = null;
  let cancelAnew = () => {};

  async function read(): Promise<void> {
    const text = frame(await store.standing(siteIds));
    const before = known;
    known = text;
    // Of the first one everybody hears by the welcome.
    if (before === null || text === before) return;
    for (const listener of listeners) listener(text);
  }

  const gather = createGather(clock, () => GATHER_MS, read, failed);
  const listening = Promise.all(siteIds.map((siteId) => bus.subscribe(`alerts/${siteId}`, gather.soon)));
  const opened = listening.then(read);
  function anew(): void {
    cancelAnew = clock.after(ANEW_MS, () => {
      gather.soon();
      anew();
    });
  }
  if (bus.lossy) anew();

  return {
    listeners,
    opened,
    welcome: () => known ?? frame([]),
    close() {
      gather.stop();
      cancelAnew();
      listening.then((all) => {
        for (const stop of all) stop();
      }, failed);
    },
  };
}

function frame(alerts: Alert[]): string {
  return JSON.stringify({ type: 'alerts', alerts });
}
