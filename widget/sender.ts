import type { Pending } from '@touchline/shared/client/outbox.ts';

/** What wants to hear of the line: the texts on their way. */
export interface Sender {
  pending(): readonly Pending[];
  ready(): void;
  lost(): void;
  acked(clientId: string): void;
  refused(clientId: string, kind: string, retryAfterMs?: number): void;
  /** Another tab stored one, or took one out. */
  absorb(item: Pending): void;
  dropped(clientId: string): void;
  /** Texts of somebody else are to go. */
  purge(): void;
}
