/**
 * Tells an operator's inboxes which of their conversations have a whisper for them that they have not read. It is for
 * their eyes, so it goes by a frame of their own and not by the desk's rows, which all colleagues of a site share.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Bus } from '../platform/bus.ts';
import type { Database } from '../platform/postgres.ts';
import { createSharedFeeds, type SharedFeeds } from '../platform/shared-feeds.ts';
import { createWholeFeed } from '../platform/whole-feed.ts';

type Unread = { conversation: string; seq: number };
type Deps = { db: Database; bus: Bus; clock: Clock; failed(error: unknown): void };

/** A whisper is rare; several in a row are one look. */
const GATHER_MS = 100;
/** News may be lost on its way. */
const ANEW_MS = 20_000;

/** Listened to by the id of the operator. */
export function createWhisperFeeds({ db, ...deps }: Deps): SharedFeeds {
  return createSharedFeeds(([operatorId = '']) =>
    createWholeFeed({
      ...deps,
      ...{ gatherMs: GATHER_MS, anewMs: ANEW_MS },
      channels: [`whispers/${operatorId}`],
      read: async () => JSON.stringify({ type: 'whispers', whispers: await unreadOf(db, operatorId) }),
    }),
  );
}

async function unreadOf(db: Database, operatorId: string): Promise<Unread[]> {
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
  return rows;
}
