/** By what a list can be narrowed: what occurs in it, most often first, or, of lists that come in pages, what there is. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { PRIORITIES } from '@touchline/shared/internal.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { isLow } from '@touchline/shared/narrowed.ts';
import type { Desk } from '../desk.ts';
import type { Facet } from './narrowing-query.ts';
import { isDated } from './rows.ts';

/** `count` null: only a part of the list is here. */
export type Option = { facet: Facet; value: string; count: number | null };

export function optionsOf(desk: Desk, facet: Facet): Option[] {
  const { queue } = desk;
  const view = queue.view.value;
  const rows = isDated(view) ? [...queue.known()] : queue.lists[view].value;
  const counted = countOf(rows, facet);
  if (!isDated(view)) return sorted(counted).map(([value, count]) => ({ facet, value, count }));
  const values = new Set([...possible(desk, facet), ...sorted(counted).map(([value]) => value)]);
  return [...values].map((value) => ({ facet, value, count: null }));
}

/** Pure. Most often first. */
export function countOf(rows: Iterable<DeskRow>, facet: Facet): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of valuesOf(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

export function valuesOf({ site, state }: DeskRow, facet: Facet): readonly string[] {
  switch (facet) {
    case 'site':
      return [site];
    case 'language':
      return [baseLanguage(state.language)];
    case 'topic':
      return state.topic ? [state.topic] : [];
    case 'tag':
      return state.tags ?? [];
    case 'priority':
      return [state.priority ?? 'normal'];
    case 'rating':
      return isLow(state.rating) ? ['low'] : [];
  }
}

function possible(desk: Desk, facet: Facet): readonly string[] {
  const sites = desk.sites.value;
  switch (facet) {
    case 'site':
      return sites.map(({ id }) => id);
    case 'language':
      return sites.flatMap(({ languages }) => languages.map(baseLanguage));
    case 'topic':
      return sites.flatMap(({ topics }) => topics);
    case 'priority':
      return PRIORITIES.toReversed();
    case 'rating':
      return ['low'];
    case 'tag':
      return [];
  }
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}
