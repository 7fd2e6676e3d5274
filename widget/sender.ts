import type { Pending } from '@touchline/shared/client/outbox.ts';

/** What wants to hear of the line: the texts on their way. */
export interface Sender {
  pending(): readonly Pending[];
  ready(): void;
  lost(): void;
  acked(clientId: string): void;
  refused(clientId: string, kind: string, retryAfterMs?: number): void;
  /** Another tab stored one under this key, or took it out. */
  follow(key: string): void;
  /** Other tabs may have done so while this page slept. */
  compare(): void;
  /** The author's wish for what has failed. */
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Texts of somebody else are to go. */
  purge(): void;
}
