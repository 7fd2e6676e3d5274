/** What the variables of a saved reply stand for in the conversation on the screen. The topic's word is topic-words.ts's. */
import { referenceOf } from '@touchline/shared/reference.ts';
import type { Variable } from '../conversation/placeholders.ts';
import type { Desk } from '../desk.ts';

export function valuesOf({ conversation, me, sites }: Desk): Partial<Record<Variable, string | null>> {
  const row = conversation.row.peek();
  const id = conversation.id.peek();
  const site = sites.peek().find((each) => each.id === row?.site);
  return {
    'player.name': row?.contact.name ?? null,
    // As this brand's players read it.
    'operator.name': site?.alias ?? me.peek().name,
    'site.name': site?.name ?? null,
    reference: id && referenceOf(id),
  };
}
