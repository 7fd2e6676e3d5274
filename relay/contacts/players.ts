/** Players, put together: who they are, where they are, whether they may write, what operators read and settle about them. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { AskedBy } from '../platform/auth.ts';
import type { Bus } from '../platform/bus.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { createBlocks } from './blocks.ts';
import { createCardService } from './card-service.ts';
import { createCardStore } from './card-store.ts';
import { createEarlier } from './earlier.ts';
import { createNoteStore } from './note-store.ts';
import { contactRoutes } from './routes.ts';
import { createContactService } from './service.ts';
import { createContactStore } from './store.ts';
import { createVisitStore } from './visit-store.ts';
import { createVisits } from './visits.ts';

type Deps = {
  db: Database;
  bus: Pick<Bus, 'publish' | 'subscribe'>;
  clock: Clock;
  /** By which proofs are good, or are not any more. */
  wall: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  /** A page that reloads is not gone. */
  lingerMs: number;
  acceptable(text: string): string;
  rowChanged(row: { id: string; siteId: string }): void;
  /** An anonymous player's conversations belong to somebody else now; their sockets must end. */
  merged(anonymousId: string, conversations: string[]): void;
};

export type Players = ReturnType<typeof createPlayers>;

export function createPlayers({ db, bus, clock, wall, log, lingerMs, acceptable, rowChanged, merged }: Deps) {
  const people = createContactStore(db);
  const store = createCardStore(db);
  const blocks = createBlocks({ clock, blockedAmong: store.blockedAmong });
  const visited = createVisitStore(db, clock, (error) => log.warn({ err: error }, 'last visits were not kept'));
  const visits = createVisits({ bus, clock, lingerMs, seen: visited.seen });
  const service = createCardService({
    store,
    notes: createNoteStore(db),
    earlier: createEarlier(db),
    acceptable,
    blockChanged(contact, conversations) {
      blocks.forget(contact.id);
      for (const id of conversations) rowChanged({ id, siteId: contact.siteId });
    },
  });
  return {
    contacts: createContactService({
      store: people,
      clock: wall,
      log,
      merged(anonymousId, conversations, signedId) {
        blocks.forget(signedId);
        merged(anonymousId, conversations);
      },
    }),
    goneAmong: people.goneAmong,
    blocks,
    visits,
    lastVisit: visited.last,
    routes: (operator: AskedBy) => (scope: FastifyInstance) => contactRoutes(scope, { service, operator }),
    async close(): Promise<void> {
      visited.stop();
      await visits.close();
    },
  };
}
