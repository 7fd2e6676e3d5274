/** What of a conversation has to be translated, for whom, and into what. Pure. */
import type { Conversation, Event, Side, Translated } from '@touchline/shared/conversation.ts';

export type Wanted = { of: number; reader: Side; source: string; target: string; text: string };

/** Whoever reads the player's messages. `knows` is not translated; `reads` is what the rest is translated into. */
export type Readers = { knows: readonly string[]; reads: string };

/** The newest translation of a message for a side, with its place in the log. */
type Newest = Translated & { seq: number };

export function wantedOf(state: Conversation, events: readonly Event[], operators: Readers): Wanted[] {
  const newest = newestOf(events);
  const player = base(state.language);
  return events.flatMap((event): Wanted[] => {
    if (event.type !== 'message' || event.author.kind === 'system') return [];
    const toPlayer = event.author.kind === 'operator';
    const source = base(event.language ?? (toPlayer ? operators.reads : state.language));
    const target = toPlayer ? player : base(operators.reads);
    const isKnown = toPlayer ? source === player : operators.knows.some((language) => base(language) === source);
    const readsOriginal = toPlayer ? state.playerReadsOriginal : state.operatorReadsOriginal;
    if (isKnown || readsOriginal || source === target || isWordless(event.text)) return [];
    const reader: Side = toPlayer ? 'player' : 'operator';
    if (isSettled(newest.get(keyOf(event.seq, reader)), target)) return [];
    return [{ of: event.seq, reader, source, target, text: event.text }];
  });
}

/** The newest translation of each message for each side. */
export function newestOf(events: readonly Event[]): Map<string, Newest> {
  const newest = new Map<string, Newest>();
  for (const event of events) if (event.type === 'translated') newest.set(keyOf(event.of, event.reader), event);
  return newest;
}

export const keyOf = (of: number, reader: Side): string => `${of} ${reader}`;

/** `be` of `be-BY`. */
export const base = (tag: string): string => tag.split('-')[0] ?? tag;

/** Only what was `unavailable` may turn out better another time. */
function isSettled(before: Newest | undefined, target: string): boolean {
  return before !== undefined && before.language === target && before.problem !== 'unavailable';
}

/** Numbers, emoji, a "?": the same in every language. */
export function isWordless(text: string): boolean {
  return !/\p{L}{2}/u.test(text);
}
