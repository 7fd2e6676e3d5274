/**
 * What an operator sends, of one kind, kept on this device under that kind's own prefix until the relay has it, and
 * shared by the tabs: the shared outbox over the inbox's storage. The prefix decides what an entry is, also for a tab of
 * an older release that knows no other kind, so a note cannot be taken for a reply.
 */
import { createOutbox, type OutboxStore, type Pending } from '@touchline/shared/client/outbox.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import type { Store } from '../storage.ts';

export type OutgoingDeps = {
  store: Store;
  clock: Clock;
  me: string;
  send(frame: OperatorUp): boolean;
  changed(): void;
};
type Kind<Item> = { prefix: string; frameOf(item: Item): OperatorUp };

export function createOutgoing<Item extends Pending>(
  { store, clock, me, send, changed }: OutgoingDeps,
  { prefix, frameOf }: Kind<Item>,
) {
  const kept = keptUnder(prefix, store);
  const outbox = createOutbox({ store: kept, clock, send: (item) => send(frameOf(item as Item)), changed });
  const find = (clientId: string) => outbox.items().find((item) => item.clientId === clientId) as Item | undefined;
  const stopWatching = store.watch((key, value) => {
    if (!key.startsWith(prefix)) return;
    const item = value === null ? null : readItem(value);
    if (item) outbox.absorb(item);
    else outbox.dropped(key.slice(prefix.length));
  });

  return {
    items: () => outbox.items() as Item[],
    find,
    kept,
    add: (item: Item) => outbox.add(item),
    /** Once more under its own id. */
    again(clientId: string, change: Partial<Item>) {
      const item = find(clientId);
      if (item?.state !== 'failed') return;
      outbox.discard(clientId);
      outbox.add({ ...item, error: undefined, ...change });
    },
    /** Out of the outbox and back into its author's hands. */
    takeBack(clientId: string): Item | undefined {
      const item = find(clientId);
      if (item?.state !== 'failed') return undefined;
      outbox.discard(clientId);
      return item;
    },
    ready: () => outbox.ready(me),
    lost: () => outbox.lost(),
    acked: (clientId: string, seq?: number) => outbox.acked(clientId, seq),
    /** What this error is about, once it has failed for good. */
    refused(error: OperatorDown & { type: 'error' }): Item | undefined {
      if (!error.clientId || !find(error.clientId)) return undefined;
      outbox.refused(error.clientId, error.kind, error.retryAfterMs);
      const item = find(error.clientId);
      return item?.state === 'failed' ? item : undefined;
    },
    purge: () => outbox.purge(() => false),
    close() {
      stopWatching();
      outbox.lost();
    },
  };
}

function keptUnder(prefix: string, store: Store): OutboxStore {
  return {
    load: () =>
      store
        .keys()
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => readItem(store.get(key) ?? '') ?? []),
    put: (item) => store.set(prefix + item.clientId, JSON.stringify(item)),
    remove: (clientId) => store.remove(prefix + clientId),
  };
}

function readItem(json: string): Pending | null {
  try {
    const item = JSON.parse(json);
    return typeof item?.clientId === 'string' && typeof item.text === 'string' ? item : null;
  } catch {
    return null;
  }
}
