/**
 * Carries news between relays. The bus is a doorbell, not the truth: a message may be lost, late or doubled, and
 * whoever notices reads Postgres. Every adapter promises only this:
 *
 * - a listener hears every message published on its channel on this node after `subscribe` has resolved,
 *   in the order of publishing, until it unsubscribes;
 * - `publish` never throws and never waits for a listener; a listener that throws hinders no other;
 * - messages are plain JSON values that nobody changes after publishing.
 */
export interface Bus {
  publish(channel: string, message: BusMessage): void;
  subscribe(channel: string, listener: BusListener): Promise<() => void>;
  close(): Promise<void>;
}

export type BusMessage = Record<string, unknown>;
export type BusListener = (message: BusMessage) => void;

/** The adapter for a single relay. */
export function createLocalBus(onListenerError: (error: unknown) => void): Bus {
  const channels = new Map<string, Set<BusListener>>();

  return {
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

    close() {
      channels.clear();
      return Promise.resolve();
    },
  };
}
