/** Narrows the list that is shown. Its address says how, unless a conversation is open: that stays, and has the address. */
import type { Narrowing } from '@touchline/shared/up.ts';
import type { Desk } from '../desk.ts';
import { go } from '../router.ts';

export function narrowTo({ queue, conversation }: Pick<Desk, 'queue' | 'conversation'>, narrowed: Narrowing): void {
  if (conversation.id.value) queue.narrow(narrowed);
  else go(queue.here({ narrowed }), { replace: true });
}
