/** Unsent texts in the browser's storage, one key each, so that two tabs never overwrite each other's. */
import type { OutboxStore, Pending } from '@touchline/shared/client/outbox.ts';
import { OUTBOX_KEY } from './outbox-key.ts';
import type { Store } from './storage.ts';

export function outboxStore(store: Store): OutboxStore {
  return {
    load: () => store.keys(OUTBOX_KEY).flatMap((key) => store.get<Pending>(key) ?? []),
    put: (item) => store.set(OUTBOX_KEY + item.clientId, item),
    remove: (clientId) => store.remove(OUTBOX_KEY + clientId),
  };
}
