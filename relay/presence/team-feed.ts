/**
 * Tells operators' sessions who of their colleagues is there, with how much. Sessions that see the same sites share one
 * feed; after the first frame, which holds everybody, only those who changed are sent.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import { createGather } from '../platform/gather.ts';
import { createSharedFeeds, type FrameListener, type SharedFeed, type SharedFeeds } from '../platform/shared-feeds.ts';
import type { Floor } from './floor.ts';
import type { PresenceStore } from './store.ts';

const GATHER_MS = 400;
/** News may be lost on its way; who is there is read again at least this often. */
const ANEW_MS = 15_000;

type Deps = { store: Pick<PresenceStore, 'team'>; floor: Floor; clock: Clock; failed(error: unknown): void };

export function createTeamFeeds(deps: Deps): SharedFeeds {
  return createSharedFeeds((siteIds) => createFeed(siteIds, deps));
}

function createFeed(siteIds: string[], { store, floor, clock, failed }: Deps): SharedFeed {
  const listeners = new Set<FrameListener>();
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
    welcome: () => frame([...known.values()].map(({ member }) => member)),
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
