/**
 * What operators do among themselves with a conversation: notes, whispers, tags, priority, snoozing, teams. It stands in the same
 * log, so that it comes in order and is never missed; a player is told that something was there and not what (see
 * relay/conversations/views.ts). Apart from conversation.ts, because no page of a player needs it. Pure.
 */
import { apply, type Conversation, type Event, type Internal, type Priority } from './conversation.ts';

/** In rising order. Absent in a state is `normal`. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[];

export const TAGS_MAX = 20;
export const TAG_MAX_CHARACTERS = 40;

const KINDS: Record<Internal['type'], true> = {
  note: true,
  whisper: true,
  tagged: true,
  prioritised: true,
  snoozed: true,
  woken: true,
};

export function isInternal<E extends { type: string }>(event: E): event is Extract<E, Internal> {
  return Object.hasOwn(KINDS, event.type);
}

/** The conversation after one more event, as operators and the relay have it. */
export function applyWhole(conversation: Conversation, event: Event): Conversation {
  const next = apply(conversation, event);
  switch (event.type) {
    case 'tagged':
      next.tags = withTags(conversation.tags ?? [], event);
      break;
    case 'prioritised':
      next.priority = event.priority;
      break;
    case 'snoozed':
      next.parked = true;
      next.snoozed = { until: event.until };
      break;
    case 'woken':
      next.parked = false;
      break;
    case 'transferred':
      next.team = event.team;
      break;
  }
  if (!next.parked) next.snoozed = undefined;
  return next;
}

/** In the order in which they were given. */
export function withTags(
  tags: readonly string[],
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): string[] {
  return [...new Set([...tags, ...added])].filter((tag) => !removed.includes(tag));
}

/** As it is kept: small letters, single spaces. Null for what is no tag: empty, or longer than a tag may be. */
export function tagOf(typed: string): string | null {
  const tag = typed
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .normalize('NFC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
  return tag && [...tag].length <= TAG_MAX_CHARACTERS ? tag : null;
}
