/**
 * Tells operators' sessions who of their colleagues is there, with how much. Sessions that see the same sites share one
 * feed; after the first frame, which holds everybody, only those who changed are sent.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import { createGather } from '../platform/gather.ts';
import type { Floor } from './floor.ts';
import type { PresenceStore } from './store.ts';

export type TeamFeeds = ReturnType<typeof createTeamFeeds>;

const GATHER_MS = 400;
/** News may be lost on its way; who is there is read again at least this often. */
const ANEW_MS = 15_000;

type Deps = { store: Pick<PresenceStore, 'team'>; floor: Floor; clock: Clock; failed(error: unknown): void };
type Listener = (text: string) => void;

export function createTeamFeeds(deps: Deps) {
  const feeds = new Map<string, ReturnType<typeof createFeed>>();
  return {
    /** `listener` gets whole frames as text, the first of them, with everybody, before this resolves. */
    async listen(siteIds: string[], listener: Listener): Promise<() => void> {
      const key = [...siteIds].sort().join();
      const feed = feeds.get(key) ?? createFeed(siteIds, deps);
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
      listener(frame(feed.everybody()));
      return leave;
    },
  };
}

function createFeed(siteIds: string[], { store, floor, clock, failed }: Deps) {
  const listeners = new Set<Listener>();
  let known = new Map<string, { member: TeamMember; text: string }>();
  let cancelAnew = () => {};

  async function read(): Promise<void> {
    const members = await store.team(siteIds);
    const before = known;
    known = new Map(members.map((member) => [member.id, { member, text: JSON.stringify(member) }]));
    const changed = [...known.values()].filter(({ member, text }) => before.get(member.id)?.text !== text);
    if (before.size === 0 || changed.length === 0) return;
    const text = frame(changed.map(({ member }) => member));
    for (const listener of listeners) listener(text);
  }

  const gather = createGather(clock, () => GATHER_MS, read, failed);
  const listening = Promise.all(siteIds.map((siteId) => floor.on(siteId, gather.soon)));
  const opened = Promise.all([listening, read()]);
  function anew(): void {
    cancelAnew = clock.after(ANEW_MS, () => {
      gather.soon();
      anew();
    });
  }
  anew();

  return {
    listeners,
    opened,
    everybody: () => [...known.values()].map(({ member }) => member),
    close() {
      gather.stop();
      cancelAnew();
      listening.then((all) => {
        for (const stop of all) stop();
      }, failed);
    },
  };
}

function frame(members: TeamMember[]): string {
  return JSON.stringify({ type: 'team', members });
}
