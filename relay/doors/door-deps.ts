import type { Clock } from '@touchline/shared/clock.ts';
import type { Players } from '../contacts/players.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Desk } from '../conversations/desk.ts';
import type { Fanout } from '../conversations/fanout.ts';
import type { History } from '../conversations/history.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { StateCache } from '../conversations/states.ts';
import type { ConversationStore } from '../conversations/store.ts';
import type { Watching } from '../conversations/watching.ts';
import type { Files } from '../files/files.ts';
import type { Rate } from '../platform/bucket.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { SharedFeeds } from '../platform/shared-feeds.ts';
import type { Presence } from '../presence/service.ts';
import type { QueueBoard } from '../routing/queue-board.ts';
import type { Routing } from '../routing/service.ts';
import type { Translation } from '../translation/service.ts';
import type { Revocations } from './revocations.ts';

/** What sessions need of the relay; `app.ts` puts it together once. */
export type DoorDeps = {
  clock: Clock;
  /** What clients are told; see platform/node.ts. */
  wall: Clock;
  log: Log;
  metrics: Metrics;
  /** Of this database's history; a client that knows another one starts again. */
  epoch: string;
  rates: { player: Rate; operator: Rate };
  fanout: Fanout;
  contacts: ContactService;
  players: Players;
  conversations: ConversationService;
  store: ConversationStore;
  states: StateCache;
  history: History;
  desk: Desk;
  deskFeeds: SharedFeeds;
  presence: Presence;
  teamFeeds: SharedFeeds;
  routing: Routing;
  queueBoard: QueueBoard;
  translation: Translation;
  files: Files;
  revocations: Revocations;
  watching: Watching;
};
