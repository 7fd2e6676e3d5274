/** What many sessions hear alike is made once: by a feed for each set of sites, from the first listener to the last. */

/** `listener` gets whole frames as text. */
export type FrameListener = (text: string) => void;

export type SharedFeed = {
  /** Nothing is missed from here on. */
  opened: Promise<unknown>;
  listeners: Set<FrameListener>;
  /** What somebody who joins hears first. */
  welcome?(): string;
  close(): void;
};

export type SharedFeeds = {
  /** Resolves, once nothing can be missed, to the function that ends it. */
  listen(siteIds: string[], listener: FrameListener): Promise<() => void>;
};

export function createSharedFeeds(open: (siteIds: string[]) => SharedFeed): SharedFeeds {
  const feeds = new Map<string, SharedFeed>();
  return {
    async listen(siteIds, listener) {
      const key = [...siteIds].sort().join();
      const feed = feeds.get(key) ?? open(siteIds);
      feeds.set(key, feed);
      feed.listeners.add(listener);
      const leave = () => {
        feed.listeners.delete(listener);
        if (feed.listeners.size > 0) return;
        if (feeds.get(key) === feed) feeds.delete(key);
        feed.close();
      };
      try {
        await feed.opened;
      } catch (error) {
        // The next one begins anew.
        leave();
        throw error;
      }
      if (feed.welcome) listener(feed.welcome());
      return leave;
    },
  };
}
