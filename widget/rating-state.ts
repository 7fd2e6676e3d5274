/** What there is to ask about a conversation, or to show of what was answered. Pure. */
import type { Pending } from '@touchline/shared/client/outbox.ts';
import type { Conversation, Event, Rating } from '@touchline/shared/conversation.ts';
import { RATING_CHANGES_MS } from '@touchline/shared/decide.ts';

export type Standing = {
  /** The question stands there. */
  isAsked: boolean;
  given: Rating | undefined;
  /** Once they go on talking, what was answered before is not in the way. */
  isShown: boolean;
  /** It is on its way; `failed`: the relay did not take it. */
  sending: Pending | undefined;
  mayChange: boolean;
};

/** Of what has long been closed nobody wants to be asked. */
const ASKED_FOR_MS = 7 * 86_400_000;

/** `pending`: of this conversation. `events`: the newest of it. */
export function standing(
  { status, rating, seq }: Conversation,
  pending: readonly Pending[],
  events: readonly Event[],
  now: number,
): Standing {
  let sending: Pending | undefined;
  // What was taken is in the log, as soon as the log is here.
  for (const item of pending) if (item.rating && !(item.seq && item.seq <= seq)) sending = item;
  const given = sending?.rating ?? rating;
  const mayChange = !rating || now - rating.at < RATING_CHANGES_MS;
  const isUnanswered = !given || (!sending && !given.solved);
  return {
    isAsked: status === 'resolved' && isUnanswered && mayChange && now - endOf(events) < ASKED_FOR_MS,
    given,
    isShown: status === 'resolved' || !!sending || !isSaidSince(events),
    sending: sending?.state === 'sent' ? undefined : sending,
    mayChange,
  };
}

/** When it was closed; where that is too far up to be here, when something was last said or done, other than read. */
export function endOf(events: readonly Event[]): number {
  let [closed, last] = [0, 0];
  for (const { type, at } of events) {
    if (type === 'resolved') closed = at;
    if (type !== 'read') last = at;
  }
  return closed || last;
}

/** Whether there is a message after the answer. */
function isSaidSince(events: readonly Event[]): boolean {
  let isSaid = true;
  for (const { type } of events) {
    if (type === 'rated') isSaid = false;
    else if (type === 'message') isSaid = true;
  }
  return isSaid;
}
