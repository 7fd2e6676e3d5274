/** What of a conversation is read in translation. Pure. */
import type { Event, Side, Translated } from '../conversation.ts';

/** What counts for one side, by the seq of the message: the newest of each. */
export function translationsFor(side: Side, events: readonly Event[]): Map<number, Translated> {
  const newest = new Map<number, Translated>();
  for (const event of events) if (event.type === 'translated' && event.reader === side) newest.set(event.of, event);
  return newest;
}
