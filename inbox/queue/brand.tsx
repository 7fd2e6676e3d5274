/** The brand a conversation belongs to: its name and its colour, or one of ours that stays with it. */
import type { Desk } from '../desk.ts';

const COLOURS = ['#2f6fde', '#c2410c', '#7c3aed', '#0f8a8a', '#b4237a', '#8a6d00'];

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
function colourOf(site: string): string {
  return COLOURS[Number.parseInt(site.slice(-4), 16) % COLOURS.length] ?? '#2f6fde';
}
