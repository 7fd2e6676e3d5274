/**
 * Keeps tabs of one site in step through the storage they share, and a page that slept through a change too.
 *
 * A page in the back/forward cache hears nothing. What it shows may be of a player who has signed out since; so it
 * goes to sleep invisible, and shows itself only after it has compared itself with the storage.
 */
import type { Pending } from '@touchline/shared/client/outbox.ts';
import { OUTBOX_KEY } from './outbox-key.ts';
import type { Player } from './player.ts';
import type { Store } from './storage.ts';

export function followOtherTabs(options: {
  prefix: string;
  store: Store;
  player: Player;
  element: HTMLElement;
  /** A stored value that is nobody's business here changed: the panel's draft. */
  changed(key: string): void;
}): () => void {
  const { prefix, store, player, element, changed } = options;

  function stored({ key }: StorageEvent) {
    // Null: the page cleared all of its storage.
    if (key === null) return compare();
    if (!key.startsWith(prefix)) return;
    const ours = key.slice(prefix.length);
    if (ours === 'person') player.reread();
    else if (ours.startsWith(OUTBOX_KEY)) follow(ours);
    else changed(ours);
  }

  function follow(key: string) {
    const item = store.get<Pending>(key);
    if (item) player.sender?.absorb(item);
    else player.sender?.dropped(key.slice(OUTBOX_KEY.length));
  }

  function compare() {
    player.reread();
    const keys = new Set(store.keys(OUTBOX_KEY));
    for (const { clientId } of player.pending()) keys.add(OUTBOX_KEY + clientId);
    for (const key of keys) follow(key);
  }

  function slept({ persisted }: PageTransitionEvent) {
    if (persisted) element.style.setProperty('visibility', 'hidden', 'important');
  }

  function woke({ persisted }: PageTransitionEvent) {
    if (!persisted) return;
    compare();
    element.style.removeProperty('visibility');
  }

  addEventListener('storage', stored);
  addEventListener('pagehide', slept);
  addEventListener('pageshow', woke);
  return () => {
    removeEventListener('storage', stored);
    removeEventListener('pagehide', slept);
    removeEventListener('pageshow', woke);
  };
}
