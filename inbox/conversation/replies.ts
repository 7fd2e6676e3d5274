/**
 * The operator's replies on their way: the shared outbox, kept on this device and shared by its tabs. Each carries
 * `seen`, the newest seq that stood on its author's screen when they sent it (contract A10), over any refresh.
 */
import { createOutbox, type OutboxStore, type Pending } from '@touchline/shared/client/outbox.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Store } from '../storage.ts';

export type Reply = Pending & { seen: number };
type Deps = { store: Store; clock: Clock; me: string; send(frame: OperatorUp): boolean; changed(): void };
export type Replies = ReturnType<typeof createReplies>;

const PREFIX = 'reply.';

export function createReplies({ store, clock, me, send, changed }: Deps) {
  const outbox = createOutbox({
    store: outboxStore(store),
    clock,
    send: (item) => send(frameOf(item as Reply)),
    changed,
  });
  const find = (clientId: string) => outbox.items().find((item) => item.clientId === clientId) as Reply | undefined;
  const stopWatching = store.watch((key, value) => {
    if (!key.startsWith(PREFIX)) return;
    const item = value === null ? null : readReply(value);
    if (item) outbox.absorb(item);
    else outbox.dropped(key.slice(PREFIX.length));
  });

  return {
    items: () => outbox.items() as Reply[],
    find,
    add(conversation: string, text: string, seen: number) {
      const now = clock.now();
      const reply: Reply = { clientId: newId(now), conversation, text, at: now, scope: me, state: 'queued', seen };
      outbox.add(reply);
    },
    /** Once more under its own id, now that its author has seen what is there. */
    again(clientId: string, seen: number) {
      const reply = find(clientId);
      if (reply?.state !== 'failed') return;
      outbox.discard(clientId);
      outbox.add({ ...reply, error: undefined, seen } as Reply);
    },
    /** Out of the outbox and back into its author's hands. */
    takeBack(clientId: string): Reply | undefined {
      const reply = find(clientId);
      if (reply?.state !== 'failed') return undefined;
      outbox.discard(clientId);
      return reply;
    },
    ready: () => outbox.ready(me),
    lost: () => outbox.lost(),
    acked: (clientId: string, seq?: number) => outbox.acked(clientId, seq),
    /** The reply that this error is about, once it has failed for good. */
    refused(error: OperatorDown & { type: 'error' }): Reply | undefined {
      if (!error.clientId || !find(error.clientId)) return undefined;
      outbox.refused(error.clientId, error.kind, error.retryAfterMs);
      const reply = find(error.clientId);
      return reply?.state === 'failed' ? reply : undefined;
    },
    purge: () => outbox.purge(() => false),
    close() {
      stopWatching();
      outbox.lost();
    },
  };
}

function frameOf({ conversation, clientId, text, seen }: Reply): OperatorUp {
  return { type: 'post', conversation, clientId, text, seen: seen ?? 0 };
}

function outboxStore(store: Store): OutboxStore {
  return {
    load: () =>
      store
        .keys()
        .filter((key) => key.startsWith(PREFIX))
        .flatMap((key) => readReply(store.get(key) ?? '') ?? []),
    put: (item) => store.set(PREFIX + item.clientId, JSON.stringify(item)),
    remove: (clientId) => store.remove(PREFIX + clientId),
  };
}

function readReply(json: string): Reply | null {
  try {
    const item = JSON.parse(json);
    return typeof item?.clientId === 'string' && typeof item.text === 'string' ? item : null;
  } catch {
    return null;
  }
}
