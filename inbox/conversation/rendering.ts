/**
 * How a message stands on an operator's screen: as it was written, translated, or with a word on why it is not. Of
 * an operator's message the same is said about what the player received. Pure.
 */
import type { Conversation, Event, Message, Side, Translated } from '@touchline/shared/conversation.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { newestTranslations } from '@touchline/shared/translations.ts';
import { knows, type Reader } from './reading.ts';

/** `awaited`: nothing has come yet, and something will. */
export type Rendering = 'original' | 'translated' | 'problem' | 'awaited';
export type Rendered = {
  rendering: Rendering;
  /** Which one counts. */
  translated: Translated | null;
  /** Since when it has been awaited. */
  awaitedSince: number | null;
};
export type Reading = Reader & { me: string; translates: boolean };

const AS_WRITTEN: Rendered = { rendering: 'original', translated: null, awaitedSince: null };

/** What translations there are in a log, and since when the one who reads, and the languages, have been the same. */
export function createRenderings(events: readonly Event[], state: Conversation, reading: Reading) {
  const newest = { player: newestTranslations(events, 'player'), operator: newestTranslations(events, 'operator') };
  let settledAt = 0;
  for (const event of events) {
    if (event.type === 'assigned' || event.type === 'adjusted') settledAt = event.at;
  }

  return (message: Message): Rendered => {
    const reader: Side = message.author.kind === 'player' ? 'operator' : 'player';
    if (reader === 'operator' && !wantsTranslation(message)) return AS_WRITTEN;
    const translated = newest[reader].get(message.seq) ?? null;
    if (translated) {
      const rendering = translated.text !== null ? 'translated' : translated.problem ? 'problem' : 'original';
      return { rendering, translated, awaitedSince: null };
    }
    if (!isAwaited(message, reader)) return AS_WRITTEN;
    return { rendering: 'awaited', translated: null, awaitedSince: Math.max(message.at, settledAt) };
  };

  function wantsTranslation(message: Message): boolean {
    return !state.operatorReadsOriginal && !knows(reading, message.language ?? state.language);
  }

  /** The relay translates into what the one who answers reads; a number or an emoji it leaves alone. */
  function isAwaited(message: Message, reader: Side): boolean {
    if (!reading.translates || message.author.kind === 'system' || !/\p{L}{2}/u.test(message.text)) return false;
    if (reader === 'operator') return state.assignee?.id === reading.me;
    const written = message.language ?? reading.reads;
    return !state.playerReadsOriginal && written !== null && baseLanguage(written) !== baseLanguage(state.language);
  }
}
