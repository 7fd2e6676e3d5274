/** What may be said of a tag before the relay is asked, and which ones to offer. Pure. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { TAG_MAX_CHARACTERS, TAGS_MAX, tagOf } from '@touchline/shared/internal.ts';

export type TagProblem = { kind: 'tooLong'; count: number; max: number } | { kind: 'tooMany'; max: number };

/** Of several conversations: tags that each of them has, which need not be put on, and those that any has, which can be taken off. */
export function tagsOf(rows: readonly Pick<DeskRow, 'state'>[]): { ofAll: string[]; ofAny: string[] } {
  const each = rows.map(({ state }) => state.tags ?? []);
  const ofAny = [...new Set(each.flat())];
  return { ofAll: ofAny.filter((tag) => each.every((tags) => tags.includes(tag))), ofAny };
}

export function problemOf(typed: string, given: readonly string[]): TagProblem | null {
  const count = [...typed.trim()].length;
  if (typed.trim() && !tagOf(typed) && count > TAG_MAX_CHARACTERS) {
    return { kind: 'tooLong', count, max: TAG_MAX_CHARACTERS };
  }
  const tag = tagOf(typed);
  return tag && !given.includes(tag) && given.length >= TAGS_MAX ? { kind: 'tooMany', max: TAGS_MAX } : null;
}

/** Tags in use that go on as `typed` begins, those that are used most first, without those that are given already. */
export function suggestionsFor(
  typed: string,
  rows: Iterable<DeskRow>,
  given: readonly string[],
  limit: number,
): string[] {
  const counts = new Map<string, number>();
  for (const { state } of rows) for (const tag of state.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const wanted = typed.trim().toLowerCase();
  const rank = (tag: string) => (tag.startsWith(wanted) ? 0 : 1);
  return [...counts]
    .filter(([tag]) => tag.includes(wanted) && !given.includes(tag))
    .sort(([a, many], [b, more]) => rank(a) - rank(b) || more - many || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([tag]) => tag);
}
