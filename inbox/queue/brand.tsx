/** The brand a conversation belongs to: its name and its colour, or one of ours that stays with it. */
import { BRAND_COLOURS } from '@touchline/shared/look/scripts.ts';
import type { Desk } from '../desk.ts';

export function Brand({ desk, site }: { desk: Desk; site: string }) {
  const found = desk.sites.value.find((candidate) => candidate.id === site);
  return (
    <span class="brand">
      <span class="brand-dot" style={{ background: found?.color ?? colourOf(site) }} />
      <bdi>{found?.name ?? ''}</bdi>
    </span>
  );
}

/** An id's last digits are random, so that neighbours seldom look alike. */
function colourOf(site: string): string | undefined {
  return BRAND_COLOURS[Number.parseInt(site.slice(-4), 16) % BRAND_COLOURS.length];
}
