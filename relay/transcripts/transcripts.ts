/** A whole conversation on paper, for either side: reading it out of the log, and its address. */

import { translationsFor } from '@touchline/shared/client/translations.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import type { PlayerEvent } from '@touchline/shared/events.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { newestTranslations } from '@touchline/shared/translations.ts';
import type { ConversationStore, KnownConversation } from '../conversations/store.ts';
import { type Audience, eventFor } from '../conversations/views.ts';
import { notFound } from '../platform/errors.ts';
import { type Line, linesOf, shortenedAt, type Translation } from './transcript.ts';

export type Transcripts = ReturnType<typeof createTranscripts>;

const PAGE_EVENTS = 500;
/** It is in memory while it is made. People write a hundredth of that. */
const EVENTS_MAX = 20_000;
/** No log reaches it. */
const SEQ_MAX = 2_147_483_647;

export function createTranscripts(store: Pick<ConversationStore, 'load' | 'before'>, eventsMax = EVENTS_MAX) {
  /** The newest of it, oldest first, in pages, so that nobody else waits for a long one. */
  async function read(id: string): Promise<Event[]> {
    const pages: Event[][] = [];
    let left = eventsMax;
    for (let before = SEQ_MAX; before > 1 && left > 0; ) {
      const page = await store.before(id, before, Math.min(PAGE_EVENTS, left));
      pages.push(page);
      left -= page.length;
      before = page[0]?.seq ?? 1;
    }
    return pages.reverse().flat();
  }

  return {
    async linesOf(id: string, audience: Audience, reads: string): Promise<Line[]> {
      const [known] = await store.load([id]);
      if (!known) throw notFound();
      const events = await read(id);
      const seen = events.map((event): PlayerEvent => eventFor('player', event));
      const translations = audience === 'player' ? playersOf(known, events) : operatorsOf(known, events, reads);
      const [first] = seen;
      const before = first && first.seq > 1 ? [shortenedAt(first.at)] : [];
      return [...before, ...linesOf(seen, translations)];
    },
  };
}

/** As the player read it, which is a translation of what operators wrote. */
function playersOf({ state }: KnownConversation, events: Event[]): Map<number, Translation> {
  return textsOf(translationsFor(state, events));
}

/** As operators read it, and not into a language that the reader sees anyway; of all that is theirs this alone. */
function operatorsOf({ state }: KnownConversation, events: Event[], reads: string): Map<number, Translation> {
  if (state.operatorReadsOriginal) return new Map();
  const newest = newestTranslations(events, 'operator');
  for (const event of events) {
    if (event.type === 'message' && baseLanguage(event.language ?? '') === baseLanguage(reads))
      newest.delete(event.seq);
  }
  return textsOf(newest);
}

function textsOf(translated: Map<number, { language: string; text: string | null }>): Map<number, Translation> {
  const texts = new Map<number, Translation>();
  for (const [seq, { language, text }] of translated) if (text !== null) texts.set(seq, { language, text });
  return texts;
}
