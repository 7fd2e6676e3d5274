/**
 * Whether the player may write, as the relay said last. Kept over a reload, until its time is over or the player wants to
 * try again.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { Store } from './storage.ts';

const KEY = 'blocked';

/** `until` by this device's clock; 0: nobody said. */
export type Block = { until: number };

export type Blocking = ReturnType<typeof createBlocking>;

export function createBlocking(store: Store, clock: Clock, changed: () => void) {
  let block = store.get<Block>(KEY);
  let cancel = expiring();

  function expiring() {
    const left = (block?.until || Number.POSITIVE_INFINITY) - clock.now();
    // Longer than a timer can wait nobody keeps a page open.
    return left < 2 ** 31 ? clock.after(left, lift) : () => {};
  }

  function lift() {
    cancel();
    block = undefined;
    store.remove(KEY);
    changed();
  }

  return {
    get block() {
      return block;
    },
    lift,
    hear(frame: PlayerDown) {
      if (frame.type !== 'error' || frame.kind !== 'blocked') return;
      cancel();
      block = { until: frame.retryAfterMs ? clock.now() + frame.retryAfterMs : 0 };
      store.set(KEY, block);
      cancel = expiring();
      changed();
    },
  };
}
