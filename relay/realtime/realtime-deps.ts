import type { Clock } from '@touchline/shared/clock.ts';
import type { ContactStore } from '../contacts/store.ts';
import type { Desk } from '../conversations/desk.ts';
import type { History } from '../conversations/history.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { StateCache } from '../conversations/states.ts';
import type { ConversationStore } from '../conversations/store.ts';
import type { Rate } from '../platform/bucket.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Fanout } from './fanout.ts';

export type Logger = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

/** What sessions need of the relay; `app.ts` puts it together once. */
export type RealtimeDeps = {
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Of this database's history; a client that knows another one starts again. */
  epoch: string;
  rates: { player: Rate; operator: Rate };
  fanout: Fanout;
  contacts: ContactStore;
  conversations: ConversationService;
  store: ConversationStore;
  states: StateCache;
  history: History;
  desk: Desk;
};
