/**
 * A conversation as a list for the eye: the log, then what is still on its way. Pure.
 * A message and the pending text it came from have one key, the client id: the echo replaces the bubble in place.
 * Leaves to the view: separators between days, grouping, and what an unknown kind of event looks like.
 */
import type { Conversation, Event, Message, Side } from '../conversation.ts';
import type { Pending } from './outbox.ts';

export type ThreadItem =
  | { type: 'message'; key: string; at: number; message: Message }
  | { type: 'pending'; key: string; at: number; pending: Pending }
  /** Everything else that happened, read marks excepted. */
  | { type: 'event'; key: string; at: number; event: Event };

export function thread(events: readonly Event[], pending: readonly Pending[]): ThreadItem[] {
  const items: ThreadItem[] = [];
  const keys = new Set<string>();
  for (const event of events) {
    const { at } = event;
    if (event.type === 'message') {
      keys.add(event.clientId);
      items.push({ type: 'message', key: event.clientId, at, message: event });
    } else if (event.type !== 'read') items.push({ type: 'event', key: `${event.seq}`, at, event });
  }
  // A confirmed one may stand above what is shown here, after a reset.
  const newest = events[events.length - 1]?.seq ?? 0;
  for (const item of pending) {
    if (keys.has(item.clientId) || (item.seq && item.seq <= newest)) continue;
    items.push({ type: 'pending', key: item.clientId, at: item.at, pending: item });
  }
  return items;
}

/** Who wrote it, as the two sides of a conversation see it: what is not the player's is the operators'. */
export function sideOf({ author }: Message): Side {
  return author.kind === 'player' ? 'player' : 'operator';
}

/** Whether a message has been on the other side's screen. */
export function receipt(message: Message, state: Conversation): 'sent' | 'seen' {
  return message.seq <= markOf(sideOf(message) === 'player' ? 'operator' : 'player', state) ? 'seen' : 'sent';
}

/** Messages for `side` that it has not seen, among these events; a short tail of the log counts short. */
export function unread(events: readonly Event[], state: Conversation, side: Side): number {
  const mark = markOf(side, state);
  let count = 0;
  for (const event of events) if (event.type === 'message' && event.seq > mark && sideOf(event) !== side) count++;
  return count;
}

function markOf(side: Side, state: Conversation): number {
  return side === 'player' ? state.readByPlayer : state.readByOperator;
}
