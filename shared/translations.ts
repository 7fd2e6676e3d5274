import type { Event, Side, Translated } from './conversation.ts';

/** For one side, by the seq of the message: its newest translation, or the newest word on why there is none. */
export function newestTranslations(events: readonly Event[], reader: Side): Map<number, Translated & { seq: number }> {
  const newest = new Map<number, Translated & { seq: number }>();
  for (const event of events) if (event.type === 'translated' && event.reader === reader) newest.set(event.of, event);
  return newest;
}
