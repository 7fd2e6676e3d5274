/** A signed-in operator as one who does something: what of the desk is theirs, and how players of each site call them. */
import type { Actor } from '../conversations/actor.ts';
import type { SignedIn } from '../operators/service.ts';
import { inOrder } from '../translation/readers.ts';

export function actingAs({ operator, sites }: SignedIn): Actor & { kind: 'operator' } {
  return {
    kind: 'operator',
    operator: { id: operator.id, name: operator.name },
    languages: inOrder(operator.languages),
    siteIds: new Set(sites.map(({ id }) => id)),
    supervises: new Set(sites.filter(({ role }) => role !== 'operator').map(({ id }) => id)),
    aliases: new Map(sites.flatMap(({ id, alias }) => (alias === null ? [] : [[id, alias]]))),
  };
}
