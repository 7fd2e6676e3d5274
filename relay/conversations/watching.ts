/** What operators who look at a conversation hear besides its events, put together. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Bus } from '../platform/bus.ts';
import type { Queryable } from '../platform/postgres.ts';
import type { Rounds } from '../platform/rounds.ts';
import { createDelivery } from './delivery.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createViewing } from './viewing.ts';

type Deps = { db: Queryable; bus: Bus; clock: Clock; rounds: Rounds; failed(error: unknown): void };

export type Watching = ReturnType<typeof createWatching>;

export function createWatching({ db, bus, clock, rounds, failed }: Deps) {
  const viewing = createViewing({ bus, clock });
  const delivery = createDelivery({ store: createDeliveryStore(db), bus, clock, rounds, failed });
  return {
    viewing,
    delivery,
    stop(): void {
      viewing.stop();
      delivery.stop();
    },
  };
}
