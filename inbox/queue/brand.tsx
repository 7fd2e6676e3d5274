/** The brand a conversation belongs to: its name always, its colour as a dot where it has one. */
import type { Desk } from '../desk.ts';

export function Brand({ desk, site }: { desk: Desk; site: string }) {
  const found = desk.sites.value.find((candidate) => candidate.id === site);
  return (
    <span class="brand">
      <span class="brand-dot" style={{ background: found?.color ?? undefined }} />
      <bdi>{found?.name ?? ''}</bdi>
    </span>
  );
}
