/** How a list is narrowed, as the query of its address: `?language=pl&topic=bets`. Pure; what makes no sense is left out. */
import { PRIORITIES, tagOf } from '@touchline/shared/internal.ts';
import type { Narrowing } from '@touchline/shared/up.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';

/** In the order in which they are shown. */
export const FACETS = [
  'site',
  'language',
  'topic',
  'tag',
  'priority',
  'rating',
] as const satisfies readonly (keyof Narrowing)[];
export type Facet = (typeof FACETS)[number];

const SENSE: Record<Facet, (value: string) => boolean> = {
  site: (value) => ID_PATTERN.test(value),
  language: (value) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(value),
  // Which topics there are, the sites say: queue/model.ts.
  topic: (value) => /^[a-z-]{1,40}$/.test(value),
  tag: (value) => tagOf(value) === value,
  priority: (value) => PRIORITIES.some((priority) => priority === value),
  rating: (value) => value === 'low',
};

export function narrowingOf(query: string): Narrowing | null {
  const asked = new URLSearchParams(query);
  const found = FACETS.flatMap((facet) => {
    const value = asked.get(facet);
    return value && SENSE[facet](value) ? [[facet, value]] : [];
  });
  return found.length > 0 ? (Object.fromEntries(found) as Narrowing) : null;
}

export function queryOf(narrowing: Narrowing): string {
  const query = new URLSearchParams();
  for (const facet of FACETS) if (narrowing[facet]) query.set(facet, narrowing[facet]);
  return query.size > 0 ? `?${query}` : '';
}

export function isSame(a: Narrowing, b: Narrowing): boolean {
  return FACETS.every((facet) => (a[facet] ?? null) === (b[facet] ?? null));
}
