/** The small sign of a presence; the word for it stands beside. */
import type { TeamMember } from '@touchline/shared/people.ts';

export function PresenceDot({ presence }: { presence: TeamMember['presence'] | null }) {
  return <span class="presence-dot" data-presence={presence ?? 'unknown'} />;
}
