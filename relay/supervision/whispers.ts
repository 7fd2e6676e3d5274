/**
 * Tells an operator's inboxes which of their conversations have a whisper for them that they have not read. It is for
 * their eyes, so it goes by a frame of their own and not by the desk's rows, which all colleagues of a site share.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Bus } from '../platform/bus.ts';
import { createGather } from '../platform/gather.ts';
import type { Database } from '../platform/postgres.ts';
import { createSharedFeeds, type FrameListener, type SharedFeed, type SharedFeeds } from '../platform/shared-feeds.ts';

type Unread = { conversation: string; seq: number };
type Deps = { db: Database; bus: Bus; clock: Clock; failed(error: unknown): void };

/** A whisper is rare; several in a row are one look. */
const GATHER_MS = 100;
/** News may be lost on its way. */
const ANEW_MS = 20_000;

/** Listened to by the id of the operator. */
export function createWhisperFeeds(deps: Deps): SharedFeeds {
  return createSharedFeeds(([operatorId = '']) => createFeed(operatorId, deps));
}

function createFeed(operatorId: string, { db, bus, clock, failed }: Deps): SharedFeed {
  const listeners = new Set<FrameListener>();
  let known: string | null = null;
  let cancelAnew = () => {};

  async function read(): Promise<void> {
    const { rows } = await db.query<Unread>(
      `select c.id as conversation, w.seq from conversations c
       cross join lateral (
         select e.seq from events e
         where e.conversation_id = c.id and e.seq > c.read_by_operator and e.type = 'whisper'
           and e.internal->'to'->>'id' = $1::text
         order by e.seq desc limit 1
       ) w
       where c.assignee_id = $1::uuid and c.status = 'open' order by c.id`,
      [operatorId],
    );
    const text = frame(rows);
    const before = known;
    known = text;
    // Of the first one everybody hears by the welcome.
    if (before === null || text === before) return;
    for (const listener of listeners) listener(text);
  }

  const gather = createGather(clock, () => GATHER_MS, read, failed);
  const listening = bus.subscribe(`whispers/${operatorId}`, gather.soon);
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
      listening.then((stop) => stop(), failed);
    },
  };
}

function frame(whispers: Unread[]): string {
  return JSON.stringify({ type: 'whispers', whispers });
}
