/** Where one is in the settings: `KEY/look`, as it stands in the address behind the page. */
import type { SectionName } from '@touchline/shared/site-sections.ts';

export const GROUPS = {
  seen: ['look', 'texts', 'languages', 'topics', 'notices'],
  pages: ['origins', 'install', 'keys', 'programs'],
  work: ['routing', 'hours', 'alerts'],
  site: ['retention', 'history', 'copy'],
} as const;
export type PlaceName = (typeof GROUPS)[keyof typeof GROUPS][number];
export const PLACES: readonly PlaceName[] = Object.values(GROUPS).flat();

/** Those that players see something of stand beside the widget itself. */
export const isSeen = (name: PlaceName): boolean => GROUPS.seen.some((one) => one === name);
export const isSection = (name: PlaceName): name is PlaceName & SectionName =>
  !['install', 'keys', 'history', 'copy'].includes(name);

export function placeIn(rest: string | undefined): { site: string | null; name: PlaceName } {
  const [site = '', name = ''] = (rest ?? '').split('?')[0]?.split('/') ?? [];
  return { site: site || null, name: PLACES.find((one) => one === name) ?? 'look' };
}

export const restOf = (site: string, name: PlaceName): string => `${site}/${name}`;
