/** What goes with the player's next text, as those see it who did not make it: enclosing.ts, and files-chosen.ts its files. */

import type { Upload } from '@touchline/shared/client/uploads.ts';
import type { Enclosed, FileRef } from '@touchline/shared/conversation.ts';

export interface Enclosing {
  /** Undefined until there has been a file. */
  readonly chosen: Chosen | undefined;
  /** Seq of the message that the next text answers. */
  readonly replyTo: number | undefined;
  /** Something was chosen, and what knows how to send it has still to come. */
  readonly isComing: boolean;
  /** Whether there is something to send without a text. */
  readonly isEnough: boolean;
  answer(seq: number | undefined): void;
  /** The player wants to see that message. */
  seek(seq: number): void;
  /** Puts it into view, by way of older pages if it is on one. True when it got there. */
  arrive(box: HTMLElement): boolean;
  /** Somebody is about to choose. */
  prepare(): void;
  choose(conversation: string, files: readonly File[], topic?: string): void;
  /** For a message that is made now; what was taken is no longer there to be sent. */
  take(clientId: string): Enclosed & { held?: boolean };
  /** To where it was made, of a message that could not be sent. */
  giveBack(clientId: string): void;
  /** All of it was somebody else's. */
  forget(): void;
}

export interface Chosen {
  /** In the composer of the conversation shown, in order. */
  list(): Upload[];
  /** Those of them that may yet be sent. */
  good(): Upload[];
  /** More were chosen than go into one message. */
  readonly isOver: boolean;
  /** One that is, or was, on this page. */
  find(id: string): Upload | undefined;
  choose(conversation: string, files: readonly File[], topic?: string): void;
  remove(id: string): void;
  take(clientId: string): { files?: FileRef[]; held?: boolean };
  giveBack(clientId: string): void;
  forget(): void;
  ready(): void;
  lost(): void;
}
