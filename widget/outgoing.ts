/**
 * The player's texts on their way. A text is stored before the first attempt to send it, goes out once under its own
 * client id, in order, and only in the name of the one who wrote it. Card numbers are masked before even that.
 */
import { createOutbox, type Pending } from '@touchline/shared/client/outbox.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Topic } from '@touchline/shared/people.ts';
import { redact } from '@touchline/shared/redact.ts';
import { newId } from '@touchline/shared/wire.ts';
import { outboxStore } from './outbox-store.ts';
import type { Player, Sender } from './player.ts';
import type { Store } from './storage.ts';

export type Outgoing = ReturnType<typeof createOutgoing>;

export function createOutgoing(options: { player: Player; store: Store; clock: Clock; changed(): void }) {
  const { player, store, clock, changed } = options;
  const { person } = player;
  const isOurs = (item: Pending) => person.owns(item.scope);
  const outbox = createOutbox({
    store: outboxStore(store),
    clock,
    changed,
    send: ({ conversation, clientId, text, topic }) =>
      player.send({ type: 'post', conversation, clientId, text, ...(topic && { topic: topic as Topic }) }),
  });

  const sender: Sender = {
    pending: () => outbox.items().filter(isOurs),
    ready: () => outbox.ready(isOurs),
    lost: outbox.lost,
    acked: outbox.acked,
    refused: outbox.refused,
    absorb: outbox.absorb,
    dropped: outbox.dropped,
    purge: () => outbox.purge(isOurs),
  };
  player.join(sender);

  return {
    retry: outbox.retry,
    discard: outbox.discard,

    post(text: string, topic?: string | null) {
      const at = clock.now();
      const conversation = player.begin(newId(at));
      const item = { clientId: newId(at), conversation, text: redact(text), at, scope: person.scope() };
      outbox.add({ ...item, state: 'queued', ...(topic && { topic }) });
      player.connect();
    },
  };
}
