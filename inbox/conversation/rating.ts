import type { Rating } from '@touchline/shared/conversation.ts';

export const MARKS = ['speed', 'courtesy', 'competence'] as const;
const LOW_MAX = 2;

/** Somebody should look at it: it was not solved, or a mark is 1 or 2. Pure. */
export function isLow(rating: Rating): boolean {
  return !rating.solved || MARKS.some((mark) => (rating[mark] ?? 5) <= LOW_MAX);
}
