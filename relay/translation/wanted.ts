/** What of a conversation has to be translated, for whom, and into what. Pure. */
import type { Conversation, Event, Side } from '@touchline/shared/conversation.ts';
import { baseLanguage as base } from '@touchline/shared/language-tags.ts';
import { newestTranslations } from '@touchline/shared/translations.ts';
import type { Readers } from './readers.ts';

export type Wanted = {
  of: number;
  reader: Side;
  source: string;
  target: string;
  text: string;
  /** Somebody was unavailable the last time. */
  isAgain: boolean;
};

/** Whether somebody translates from one language into the other. */
export type Supports = (source: string, target: string) => boolean;

export function wantedOf(
  state: Conversation,
  events: readonly Event[],
  operators: Readers,
  supports: Supports = () => true,
): Wanted[] {
  const newest = { player: newestTranslations(events, 'player'), operator: newestTranslations(events, 'operator') };
  const player = base(state.language);
  return events.flatMap((event): Wanted[] => {
    if (event.type !== 'message' || event.author.kind === 'system') return [];
    const toPlayer = event.author.kind === 'operator';
    const source = base(event.language ?? (toPlayer ? operators.reads[0] : undefined) ?? state.language);
    const target = toPlayer ? player : targetOf(source, operators.reads, supports);
    const isKnown = toPlayer ? source === player : operators.knows.some((language) => base(language) === source);
    const readsOriginal = toPlayer ? state.playerReadsOriginal : state.operatorReadsOriginal;
    if (isKnown || readsOriginal || source === target || isWordless(event.text)) return [];
    const reader: Side = toPlayer ? 'player' : 'operator';
    const before = newest[reader].get(event.seq);
    const isAgain = before?.language === target;
    // Only what was `unavailable` may turn out better another time.
    if (isAgain && before?.problem !== 'unavailable') return [];
    return [{ of: event.seq, reader, source, target, text: event.text, isAgain }];
  });
}

/** The first that can be had; the first of all where none can, which then says why. */
function targetOf(source: string, reads: readonly string[], supports: Supports): string {
  const candidates = reads.map(base);
  return candidates.find((target) => supports(source, target)) ?? candidates[0] ?? source;
}

/** Numbers, emoji, a "?": the same in every language. */
export function isWordless(text: string): boolean {
  return !/\p{L}{2}/u.test(text);
}
