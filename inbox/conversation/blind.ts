/**
 * An operator cannot answer blind (contract A10), the inbox's half: before a reply goes, its author must have had
 * the newest message of anybody else on the screen, and for longer than the moment in which a key already pressed
 * cannot be called back. The relay's half is `seen` on the reply. Pure.
 */
import type { Event, Message } from '@touchline/shared/conversation.ts';

/** A message that appeared this shortly before Enter, under a reply already begun, has not been read. */
export const GLANCE_MS = 900;

export type Sight = {
  /** Newest seq that has been on the author's screen. */
  seen: number;
  /** When it came there. */
  seenAt: number;
  /** When the reply was begun; null while the composer is empty. */
  begunAt: number | null;
  /** Newest message the author was already told of and looked at: pressing send again sends. */
  shown: number;
};

export const NOTHING_SEEN: Sight = { seen: 0, seenAt: 0, begunAt: null, shown: 0 };

/** The message to look at first, or null when the reply may go. */
export function unseen(events: readonly Event[], me: string, sight: Sight, now: number): Message | null {
  const newest = newestOfOthers(events, me);
  if (!newest || newest.seq <= sight.shown) return null;
  if (newest.seq > sight.seen) return newest;
  const surprising = sight.begunAt !== null && sight.begunAt <= sight.seenAt && now - sight.seenAt < GLANCE_MS;
  return surprising ? newest : null;
}

/**
 * `seen` moves forward only, and takes the time of the move along only when a message of somebody else came. What
 * was there at the first look surprises nobody: a refresh, with a draft that it kept, is no reason to hold a reply.
 */
export function look(sight: Sight, events: readonly Event[], me: string, upTo: number, now: number): Sight {
  if (upTo <= sight.seen) return sight;
  const newest = newestOfOthers(events, me);
  const news = sight.seen > 0 && newest !== null && newest.seq > sight.seen && newest.seq <= upTo;
  return { ...sight, seen: upTo, seenAt: news ? now : sight.seenAt };
}

export function newestOfOthers(events: readonly Event[], me: string): Message | null {
  const newest = events.findLast((event) => event.type === 'message' && !isBy(event, me));
  return (newest as Message | undefined) ?? null;
}

/** Up to where opening a conversation is looking at it: what others wrote or whispered, and their handing it on. */
export function newsUpTo(events: readonly Event[], me: string): number {
  const isNews = ({ type }: Event) => type === 'message' || type === 'transferred' || type === 'whisper';
  return events.findLast((event) => isNews(event) && !isBy(event, me))?.seq ?? 0;
}

export function isBy(event: Event, operator: string): boolean {
  return event.author.kind === 'operator' && event.author.id === operator;
}
