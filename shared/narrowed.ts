/**
 * Which conversations a narrowed list shows. The inbox asks it of rows that it has, the relay asks the same of its database
 * (relay/conversations/desk-views.ts); a test holds the two to one answer. Pure.
 */
import type { Conversation, Rating } from './conversation.ts';
import { baseLanguage } from './language-tags.ts';
import type { Narrowing } from './up.ts';

/** A player who gave a mark as bad as this had a bad time, whatever the other marks. */
export const LOW_MARK = 2;

export function isNarrowed(narrowing: Narrowing): boolean {
  return Object.values(narrowing).some((value) => value !== undefined);
}

export function isWithin(narrowing: Narrowing, row: { site: string; state: Conversation }): boolean {
  const { site, language, topic, tag, priority, rating } = narrowing;
  const { state } = row;
  return (
    (!site || row.site === site) &&
    (!language || baseLanguage(state.language) === baseLanguage(language)) &&
    (!topic || state.topic === topic) &&
    (!tag || (state.tags ?? []).includes(tag)) &&
    (!priority || (state.priority ?? 'normal') === priority) &&
    (!rating || isLow(state.rating))
  );
}

/** Not solved, or one mark that is low. */
export function isLow(rating: Rating | undefined): boolean {
  if (!rating) return false;
  return (
    !rating.solved ||
    [rating.speed, rating.courtesy, rating.competence].some((mark) => mark !== null && mark <= LOW_MARK)
  );
}
