/**
 * Carries news between relays. The bus is a doorbell, not the truth: a message may be lost, late or doubled, and
 * whoever notices reads Postgres. Every adapter promises only this:
 *
 * - a listener hears every message published on its channel on this node after `subscribe` has resolved,
 *   in the order of publishing, until it unsubscribes; what other nodes publish it hears as a rule, in the order of
 *   each node;
 * - `publish` never throws and never waits for a listener; a listener that throws hinders no other;
 * - `subscribe` resolves within about a second, whatever is broken;
 * - after it may have missed something, it says so (`onRecovered`), once it hears again;
 * - messages are plain JSON values that nobody changes after publishing.
 */
export interface Bus {
  /** Whether messages of other nodes may get lost: then whoever must not miss any looks for itself (sweep.ts). */
  readonly lossy: boolean;
  publish(channel: string, message: BusMessage): void;
  subscribe(channel: string, listener: BusListener): Promise<() => void>;
  onRecovered(listener: () => void): void;
  state(): BusState;
  close(): Promise<void>;
}

export type BusMessage = Record<string, unknown>;
export type BusListener = (message: BusMessage) => void;
/** The counts are since the start. */
export type BusState = {
  /** Whether other nodes are heard and hear us. */
  connected: boolean;
  /** Messages that nobody with the key has signed. */
  forged: number;
  /** Messages that other nodes were not sent. */
  dropped: number;
  /** Times that a living subscription was found to be deaf. */
  deaf: number;
};

/** The adapter for a single relay. */
export function createLocalBus(onListenerError: (error: unknown) => void): Bus {
  const channels = new Map<string, Set<BusListener>>();

  return {
    lossy: false,

    publish(channel, message) {
      for (const listener of [...(channels.get(channel) ?? [])]) {
        try {
          listener(message);
        } catch (error) {
          onListenerError(error);
        }
      }
    },

    subscribe(channel, listener) {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners);
      // Wrapped, so that one function subscribed twice is two listeners.
      const own: BusListener = (message) => listener(message);
      listeners.add(own);
      return Promise.resolve(() => {
        listeners.delete(own);
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel);
      });
    },

    onRecovered() {},
    state: () => ({ connected: true, forged: 0, dropped: 0, deaf: 0 }),

    close() {
      channels.clear();
      return Promise.resolve();
    },
  };
}
