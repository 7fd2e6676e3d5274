import type { Pending } from '@touchline/shared/client/outbox.ts';
import type { Rating } from '@touchline/shared/conversation.ts';
import type { PlayerDown, QueueFrame } from '@touchline/shared/down.ts';
import type { Blocking } from './blocking.ts';
import type { Enclosing } from './enclosing-type.ts';

/** What joins the player when the panel comes: the texts on their way, the sign that an operator writes one, the queue. */
export interface Sender {
  pending(): readonly Pending[];
  /** What goes with the next one. Undefined until there was something. */
  readonly enclosing: Enclosing | undefined;
  enclose(): Promise<Enclosing>;
  /** Files were chosen, and what deals with them has still to come. */
  readonly isComing: boolean;
  /** Files are to go with the next one. */
  /** `topic` of a conversation that may begin with them. */
  choose(files: readonly File[], topic?: string): void;
  /** The operator who is writing just now in the conversation shown. */
  readonly typist: string | undefined;
  /** Where the conversation shown stands, or last stood, among the waiting. */
  readonly place: QueueFrame | undefined;
  readonly blocking: Blocking;
  /** How it went. Sent like a text: kept until the relay has it. */
  rate(conversation: string, rating: Rating): void;
  /** Who else is told of every frame: what came later than this. */
  readonly ears: Set<(frame: PlayerDown) => void>;
  /** Every frame, before anybody else acts on it. */
  hear(frame: PlayerDown): void;
  ready(): void;
  lost(): void;
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
