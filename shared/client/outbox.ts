/**
 * What its author has sent and the relay has not confirmed. Texts are stored before the first attempt.
 *
 *     queued ──handed to the line──▶ sending ──ack──▶ sent (kept 30 s for the echo, no longer stored)
 *       ▲                             │    │
 *       ├───────line lost─────────────┘    └─refused for good──▶ failed
 *       └───────retry──────────────────────────────────────────────┘
 *
 * Promises: a text is sent until it is acknowledged or refused for good, always under its one client id, by which the
 * relay knows a repeat; per conversation one is under way at a time, so that a refusal can never change their order, and
 * one that is held until its files are in place is waited for by those after it; a text of another player of this device
 * is never sent. Storing, and its failures, are pending.ts's.
 * Deliberately does not know what a frame looks like, nor whether the line is up: it is told.
 */
import type { Clock } from '../clock.ts';
import { RETRYABLE_KINDS } from '../wire.ts';
import { type OutboxStore, type Pending, pendingList } from './pending.ts';
import { timers } from './timers.ts';

export type { OutboxStore, Pending } from './pending.ts';

/** An acknowledgement that takes longer is taken for lost. */
const ACK_MAX_MS = 10_000;
const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** Another tab that still holds a text after this long is asleep or gone. Sending it twice does no harm. */
const TAKE_OVER_AFTER_MS = 30_000;
/** Longer than the relay's slowest way from an ack to the echo, so that a bubble never blinks. */
const SENT_KEPT_MS = 30_000;

export function createOutbox(options: {
  store: OutboxStore;
  clock: Clock;
  /** False when the line is not ready; then ready() will follow. */
  send(item: Pending): boolean;
  changed(): void;
  random?: () => number;
}) {
  const { clock, send, changed, random = Math.random } = options;
  const list = pendingList(options.store);
  const { wait, stop } = timers(clock);
  const refusals = new Map<string, number>();
  /** Texts that another tab is sending. */
  const elsewhere = new Set<string>();
  let mine: ((item: Pending) => boolean) | undefined;

  return {
    /** In order. A new list with every change. */
    items: () => list.items,

    add(item: Pending) {
      list.append(item);
      settle();
    },

    /** The line is ready: everything of this player goes out again from the first. */
    ready(scope: string | ((item: Pending) => boolean)) {
      requeue();
      elsewhere.clear();
      refusals.clear();
      mine = typeof scope === 'string' ? (item) => item.scope === scope : scope;
      settle();
    },

    lost() {
      mine = undefined;
      requeue();
      changed();
    },

    /** Call it for an `ack`, and for an own message seen in the log: either proves it, and names its place there. */
    acked(clientId: string, seq?: number) {
      const item = list.find(clientId);
      if (!item || item.state === 'sent') return;
      list.forget(clientId);
      list.change(item, { state: 'sent', seq, error: undefined });
      elsewhere.delete(clientId);
      wait(clientId, SENT_KEPT_MS, () => drop(clientId));
      settle();
    },

    refused(clientId: string, kind: string, retryAfterMs?: number) {
      const item = list.find(clientId);
      if (item?.state !== 'queued' && item?.state !== 'sending') return;
      // A kind that we do not know is for a human to look at: repeating it may be endless.
      if (RETRYABLE_KINDS.includes(kind)) {
        if (item.state === 'sending') wait(clientId, retryAfterMs ?? backoffMs(clientId), () => repeat(clientId));
        return;
      }
      stop(clientId);
      list.keep(list.change(item, { state: 'failed', error: kind }));
      settle();
    },

    /** The files that a held one waited for are in place. */
    release(clientId: string) {
      const item = list.find(clientId);
      if (!item?.held) return;
      list.keep(list.change(item, { held: undefined }));
      settle();
    },

    /** The author wants another attempt at what has failed. */
    retry(clientId: string) {
      const item = list.find(clientId);
      if (item?.state !== 'failed') return;
      elsewhere.delete(clientId);
      refusals.delete(clientId);
      list.keep(list.change(item, { state: 'queued', error: undefined }));
      settle();
    },

    /** Only what has failed: anything else may be in the log already. */
    discard(clientId: string) {
      if (list.find(clientId)?.state !== 'failed') return;
      list.forget(clientId);
      drop(clientId);
    },

    /** Another tab stored this text, or its failure. It is shown, and sent from here if that tab does not. */
    absorb(item: Pending) {
      const { clientId } = item;
      const known = list.find(clientId)?.state;
      // What is under way here stays so; what is known to be in the log needs no second opinion.
      if (known === 'sending' || known === 'sent') return;
      // Taken out of the store by this page, as one whose files went with another.
      if (known === 'failed' && item.held) return;
      list.insert(item);
      elsewhere.add(clientId);
      wait(clientId, TAKE_OVER_AFTER_MS, () => {
        elsewhere.delete(clientId);
        settle();
      });
      changed();
    },

    /** Another tab took this text out of the store: it was acknowledged or discarded there. */
    dropped(clientId: string) {
      if (list.find(clientId)?.state !== 'sent') drop(clientId);
    },

    /** Another person uses this device now, or this one left: what is not kept is gone, from the store too. */
    purge(keep: (item: Pending) => boolean) {
      for (const item of list.items) {
        if (keep(item)) continue;
        list.forget(item.clientId);
        clear(item.clientId);
      }
      settle();
    },
  };

  function repeat(clientId: string) {
    const item = list.find(clientId);
    if (item) attempt(item);
    changed();
  }

  /** Starts the first waiting text of every conversation that has none under way. */
  function settle() {
    const busy = new Set<string>();
    for (const item of list.items) if (item.state === 'sending') busy.add(item.conversation);
    for (const { clientId } of list.items) {
      const item = list.find(clientId);
      if (item?.state !== 'queued' || busy.has(item.conversation) || elsewhere.has(clientId) || !mine?.(item)) continue;
      busy.add(item.conversation);
      if (!item.held) attempt(item);
    }
    changed();
  }

  function attempt(item: Pending) {
    const { clientId } = item;
    const sending = list.change(item, { state: 'sending' });
    wait(clientId, ACK_MAX_MS, () => repeat(clientId));
    if (send(sending)) return;
    stop(clientId);
    list.change(sending, { state: 'queued' });
  }

  function backoffMs(clientId: string): number {
    const times = refusals.get(clientId) ?? 0;
    refusals.set(clientId, times + 1);
    return Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** times) * (0.5 + random() / 2);
  }

  function requeue() {
    for (const item of list.items) {
      if (item.state !== 'sending') continue;
      stop(item.clientId);
      list.change(item, { state: 'queued' });
    }
  }

  function drop(clientId: string) {
    clear(clientId);
    settle();
  }

  function clear(clientId: string) {
    stop(clientId);
    elsewhere.delete(clientId);
    refusals.delete(clientId);
    list.take(clientId);
  }
}
