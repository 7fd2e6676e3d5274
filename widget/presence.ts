/**
 * When this page is connected: while the panel is open, while something waits to be sent, and, once the player has
 * written, for as long as an answer may come. A page hidden for five minutes lets go of the line and takes it up again
 * when it is looked at.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { OUTBOX_KEY } from './outbox-key.ts';
import type { Player } from './player.ts';
import type { Store } from './storage.ts';

/** Until when (ms since 1970) a page connects by itself. The launcher looks whether there is one. */
const WAKE_KEY = 'wake';
const DAY_MS = 24 * 3_600_000;
const ACTIVE_FOR_MS = 7 * DAY_MS;
/** An open conversation is answered however late. */
const OPEN_FOR_MS = 3_650 * DAY_MS;
const HIDDEN_MAX_MS = 5 * 60_000;
/** Stored no finer than this, so that a lively conversation does not write all the time. */
const WAKE_STEP_MS = 3_600_000;

export function createPresence(options: {
  clock: Clock;
  store: Store;
  player: Player;
  isOpen(): boolean;
  /** Whether the page has said who its player is, even if nobody. */
  isIdentified(): boolean;
}) {
  const { clock, store, player, isOpen, isIdentified } = options;
  let letGo = () => {};
  let hiddenLong = false;

  function isWanted(): boolean {
    if (!isOpen() && player.person.needsIdentity && !isIdentified()) return false;
    if (store.keys(OUTBOX_KEY).length) return true;
    return !hiddenLong && (isOpen() || wakeUntil() > clock.now());
  }

  function wakeUntil(): number {
    return store.get<number>(WAKE_KEY) ?? 0;
  }

  /** Looks again whether to be connected. */
  function update() {
    if (isWanted()) player.line.open();
    else if (player.line.status !== 'off') player.line.close();
    // So that the launcher of the next page has no reason to load us.
    if (!player.person.isStored || wakeUntil() < clock.now()) store.remove(WAKE_KEY);
  }

  function visibility() {
    letGo();
    hiddenLong = false;
    if (document.visibilityState === 'hidden') {
      letGo = clock.after(HIDDEN_MAX_MS, () => {
        hiddenLong = true;
        update();
      });
    } else update();
  }

  document.addEventListener('visibilitychange', visibility);

  return {
    update,
    /** Something happened in a conversation: how long is an answer to be waited for? */
    note() {
      if (!player.person.isStored) return;
      const threads = player.threads.list();
      // Before the relay has told of any, what was known still holds.
      if (!threads.length) return;
      let until = 0;
      for (const { replica, lastMessage } of threads) {
        const isOver = replica.state.status === 'resolved';
        until = Math.max(until, isOver ? (lastMessage?.at ?? 0) + ACTIVE_FOR_MS : clock.now() + OPEN_FOR_MS);
      }
      if (Math.abs(until - wakeUntil()) > WAKE_STEP_MS) store.set(WAKE_KEY, until);
    },
    stop() {
      letGo();
      document.removeEventListener('visibilitychange', visibility);
    },
  };
}
