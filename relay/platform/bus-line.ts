import type { Clock } from '@touchline/shared/clock.ts';
import type { BusMessage, BusState } from './bus.ts';
import type { Seal } from './bus-seal.ts';

/**
 * What the bus needs of Redis, whether that is one server (bus-server.ts) or the shards of a Cluster (bus-cluster.ts).
 * Every line promises:
 *
 * - `publish` never throws and never waits; what cannot be sent now is dropped and counted, never kept for later;
 * - `add` resolves when Redis has confirmed it, or after a second, or at once without a connection;
 * - a line that is lost says why, and comes back by itself: it says `recovered` when all that is wanted is subscribed to
 *   again, and `connected` when its probe has come back.
 */
export interface RedisLine {
  publish(channel: string, message: BusMessage): void;
  add(channel: string): Promise<void>;
  remove(channel: string): void;
  /** Whether its own probe has come back, on every connection that listens. */
  isConnected(): boolean;
  close(): void;
}

export type LineDeps = {
  url: string;
  clock: Clock;
  /** Names this relay in the channels of its probes. */
  node: string;
  seal: Seal;
  /** Raised by the lines. */
  counts: Omit<BusState, 'connected'>;
  /** From another node, on a channel that was added. */
  heard(channel: string, messages: BusMessage[]): void;
  connected(): void;
  lost(reason: string): void;
  /** Something may have been missed until now. */
  recovered(): void;
};

/**
 * So that an ACL can name the channels: `&touchline:*`. The number is that of the frames' shape: a release with another
 * one takes the next, and while both run side by side they know of each other by the sweep.
 */
export const CHANNEL_PREFIX = 'touchline:1:';
