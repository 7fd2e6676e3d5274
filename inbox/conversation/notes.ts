/**
 * Notes for colleagues on their way: kept until the relay has them, like replies, and in a store of their own, from
 * which nothing goes out but `note`. No player is waiting for one, so none waits to be undone.
 */
import type { Pending } from '@touchline/shared/client/outbox.ts';
import { newId } from '@touchline/shared/wire.ts';
import { createOutgoing, type OutgoingDeps } from './outgoing.ts';

export type Notes = ReturnType<typeof createNotes>;

export function createNotes(deps: OutgoingDeps) {
  const outgoing = createOutgoing<Pending>(deps, {
    prefix: 'note.',
    frameOf: ({ conversation, clientId, text }) => ({ type: 'note', conversation, clientId, text }),
  });
  return {
    ...outgoing,
    add(conversation: string, text: string) {
      const now = deps.clock.now();
      outgoing.add({ clientId: newId(now), conversation, text, at: now, scope: deps.me, state: 'queued' });
    },
    again: (clientId: string) => outgoing.again(clientId, {}),
  };
}
