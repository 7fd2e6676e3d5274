/** What of a conversation its player reads in translation. Pure. */
import type { Conversation, Event, Translated } from '../conversation.ts';
import { baseLanguage } from '../language-tags.ts';
import { newestTranslations } from '../translations.ts';

/** By the seq of the message the newest of each, and none of what is in the player's language, as it is known by now. */
export function translationsFor(state: Conversation, events: readonly Event[]): Map<number, Translated> {
  if (state.playerReadsOriginal) return new Map();
  const newest = newestTranslations(events, 'player');
  const own = baseLanguage(state.language);
  for (const event of events)
    if (event.type === 'message' && baseLanguage(event.language ?? '') === own) newest.delete(event.seq);
  return newest;
}
