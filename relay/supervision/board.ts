/**
 * Tells those who look at the board how a site's floor stands. One feed for each site and relay, while anybody looks: news
 * of a second is one reading and one frame for all of them, however many look and however much happens. What it reads is
 * the database, so every relay shows the same, whichever of them did what.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import { type AlertLimits, alertLimits, type BoardMember, type FloorFrame } from '@touchline/shared/supervision.ts';
import { createGather } from '../platform/gather.ts';
import { createSharedFeeds, type FrameListener, type SharedFeed } from '../platform/shared-feeds.ts';
import type { BoardStore, Standing } from './board-store.ts';

const GATHER_MS = 1_000;
/** Time alone takes somebody past a limit, and news may be lost. */
const ANEW_MS = 5_000;

/** Of a site that is not there any more. */
const NO_SITE = alertLimits.parse({});

type Deps = {
  store: BoardStore;
  floor: { on(siteId: string, listener: () => void): Promise<() => void> };
  team(siteIds: string[]): Promise<TeamMember[]>;
  siteById(id: string): Promise<{ alerts: AlertLimits } | null>;
  zoneOf(siteId: string): Promise<string>;
  clock: Clock;
  /** Postgres's time. */
  wall: { now(): number };
  failed(error: unknown): void;
};

export type Boards = ReturnType<typeof createBoards>;

export function createBoards(deps: Deps) {
  const feeds = createSharedFeeds(([siteId = '']) => createBoard(siteId, deps));
  return {
    /** As it is now, to whoever asks once. */
    async now(siteId: string): Promise<FloorFrame> {
      const at = deps.wall.now();
      return { ...(await floorOf(siteId, deps)), at };
    },

    /** A frame for each site at once, and again as it changes, until the returned function is called. */
    async watch(siteIds: Iterable<string>, listener: FrameListener): Promise<() => void> {
      const begun = await Promise.allSettled([...siteIds].map((siteId) => feeds.listen([siteId], listener)));
      const stop = () => {
        for (const one of begun) if (one.status === 'fulfilled') one.value();
      };
      const refused = begun.find((one) => one.status === 'rejected');
      if (!refused) return stop;
      stop();
      throw refused.reason;
    },
  };
}

function createBoard(siteId: string, deps: Deps): SharedFeed {
  const { floor, clock, failed } = deps;
  const listeners = new Set<FrameListener>();
  let shown: { text: string; told: string } | null = null;
  let cancelAnew = () => {};

  async function read(): Promise<void> {
    const at = deps.wall.now();
    const floorNow = await floorOf(siteId, deps);
    const told = JSON.stringify(floorNow);
    const before = shown;
    if (told === before?.told) return;
    const text = JSON.stringify({ ...floorNow, at } satisfies FloorFrame);
    shown = { told, text };
    // Of the first one everybody hears by the welcome.
    if (before) for (const listener of listeners) listener(text);
  }

  const gather = createGather(clock, () => GATHER_MS, read, failed);
  const listening = floor.on(siteId, gather.soon);
  const opened = listening.then(read);
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
    welcome: () => shown?.text ?? '',
    close() {
      gather.stop();
      cancelAnew();
      listening.then((stop) => stop(), failed);
    },
  };
}

async function floorOf(siteId: string, { store, siteById, zoneOf, team }: Deps): Promise<Omit<FloorFrame, 'at'>> {
  const limits = (await siteById(siteId))?.alerts ?? NO_SITE;
  const [counts, members] = await Promise.all([
    store.counts(siteId, limits.waitMinutes, await zoneOf(siteId)),
    team([siteId]),
  ]);
  const ids = members.map(({ id }) => id);
  const standings = await store.standings(siteId, ids);
  const people = members.map((member) => boardMember(member, standings));
  return { type: 'floor', site: siteId, ...counts, people, limits };
}

function boardMember(member: TeamMember, standings: Standing[]): BoardMember {
  const standing = standings.find(({ id }) => id === member.id);
  const isIdle = member.presence === 'online' && member.load === 0;
  return {
    ...member,
    since: standing?.since ?? member.since,
    idleSince: isIdle ? (standing?.idleSince ?? member.since) : null,
  };
}
