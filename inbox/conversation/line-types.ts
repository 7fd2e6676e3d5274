/** What stands in a thread, line by line. Flat, so that two may be compared; what they hold is never changed in place. */
import type { Event, FileRef, Subject } from '@touchline/shared/conversation.ts';
import type { Quote } from './quotes.ts';
import type { Rendered } from './rendering.ts';

/** `waiting`: may still be undone. */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'seen' | 'failed' | 'received';
export type MessageLine = {
  kind: 'message';
  key: string;
  /** Null while it is not in the log. */
  seq: number | null;
  at: number;
  text: string;
  files: readonly FileRef[] | null;
  about: Subject | null;
  /** Null where nobody can tell. */
  language: string | null;
  /** `own` mine, `colleague` another operator's, `player`, `system`. */
  side: 'own' | 'colleague' | 'player' | 'system';
  name: string | null;
  state: MessageState;
  /** It has reached a device of the player's. */
  delivered: boolean;
  /** Why it failed: an error kind. */
  error: string | null;
  /** Begins a run of messages by one author. */
  first: boolean;
  /** Not yet seen when a reply was held back: look here. */
  marked: boolean;
  /** The newest of mine that the player has seen: the only one that says so in words. */
  lastSeen: boolean;
  /** Seq of the message that this one puts right; and whether one puts this right. */
  corrects: number | null;
  corrected: boolean;
} & Rendered &
  Quote;
/** For operators only. */
export type NoteLine = {
  kind: 'note';
  key: string;
  seq: number | null;
  at: number;
  text: string;
  own: boolean;
  name: string | null;
  state: 'sending' | 'sent' | 'failed';
  error: string | null;
};
export type Line =
  | { kind: 'day'; key: string; seq: number; at: number }
  /** `before`: the event that it came right after, where that is here. */
  | { kind: 'event'; key: string; seq: number; event: Event; before: Event | undefined }
  | { kind: 'new'; key: string; seq: number }
  | { kind: 'whisper'; key: string; seq: number; event: Event & { type: 'whisper' } }
  | MessageLine
  | NoteLine;
