/**
 * Keeps tabs of one site in step through the storage they share, and a page that slept through a change too.
 *
 * A page in the back/forward cache hears nothing. What it shows may be of a player who has signed out since; so it
 * goes to sleep invisible, and shows itself only after it has compared itself with the storage.
 */
import { OUTBOX_KEY } from './outbox-key.ts';
import type { Player } from './player.ts';

export function followOtherTabs(options: {
  prefix: string;
  player: Player;
  element: HTMLElement;
  /** A stored value that is nobody's business here changed: the panel's draft. */
  changed(key: string): void;
}): () => void {
  const { prefix, player, element, changed } = options;

  function stored({ key }: StorageEvent) {
    // Null: the page cleared all of its storage.
    if (key === null) return compare();
    if (!key.startsWith(prefix)) return;
    const ours = key.slice(prefix.length);
    if (ours === 'person') player.reread();
    else if (ours.startsWith(OUTBOX_KEY)) player.sender?.follow(ours);
    else changed(ours);
  }

  function compare() {
    player.reread();
    player.sender?.compare();
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
