/**
 * What its author has sent and the relay has not confirmed. Texts are stored before the first attempt.
 *
 *     queued ──handed to the line──▶ sending ──ack──▶ sent (kept 30 s for the echo, no longer stored)
 *       ▲                             │    │
 *       ├───────line lost─────────────┘    └─refused for good──▶ failed
 *       └───────retry──────────────────────────────────────────────┘
 *
 * Promises: a text is sent until it is acknowledged or refused for good, always under its one client id, by which the
 * relay knows a repeat; per conversation one is under way at a time, so that a refusal can never change their order; a
 * text of another player of this device is never sent; a store that throws is as good as none, and nothing here throws.
 * Deliberately does not know what a frame looks like, nor whether the line is up: it is told.
 */
import type { Clock } from '../clock.ts';
import { ERRORS, type ErrorKind } from '../wire.ts';

export type Pending = {
  clientId: string;
  conversation: string;
  text: string;
  topic?: string;
  at: number;
  /** Whose text it is: the contact, or what stood for them before the relay named one. */
  scope: string;
  /** `sent`: confirmed, and shown until the log's own copy takes its place. */
  state: 'queued' | 'sending' | 'sent' | 'failed';
  /** The kind of error, when `failed`. */
  error?: string;
};

export interface OutboxStore {
  load(): Pending[];
  /** Adds, or replaces the one with the same client id. */
  put(item: Pending): void;
  remove(clientId: string): void;
}

export type Outbox = ReturnType<typeof createOutbox>;

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
  const { store, clock, send, changed, random = Math.random } = options;
  const timers = new Map<string, () => void>();
  const refusals = new Map<string, number>();
  /** Texts that another tab is sending. */
  const elsewhere = new Set<string>();
  let mine: ((item: Pending) => boolean) | undefined;
  let list: Pending[] = [];
  safely(() => {
    for (const item of store.load()) insert(restored(item));
  });

  return {
    /** In order. A new list with every change. */
    items: () => list,

    add(item: Pending) {
      // Two in one millisecond, or a clock set back between them, must not change places.
      let { at } = item;
      for (const other of list) if (other.conversation === item.conversation) at = Math.max(at, other.at + 1);
      const added: Pending = { ...item, at, state: 'queued' };
      insert(added);
      safely(() => store.put(added));
      pump();
      changed();
    },

    /** The line is ready: everything of this player goes out again from the first. */
    ready(scope: string | ((item: Pending) => boolean)) {
      requeue();
      elsewhere.clear();
      refusals.clear();
      mine = typeof scope === 'string' ? (item) => item.scope === scope : scope;
      pump();
      changed();
    },

    lost() {
      mine = undefined;
      requeue();
      changed();
    },

    /** Call it for an `ack`, and for an own message seen in the log: either proves it. */
    acked(clientId: string) {
      const item = find(clientId);
      if (!item || item.state === 'sent') return;
      forget(clientId);
      replace(item, { state: 'sent', error: undefined });
      wait(clientId, SENT_KEPT_MS, () => {
        take(clientId);
        changed();
      });
      pump();
      changed();
    },

    refused(clientId: string, kind: string, retryAfterMs?: number) {
      const item = find(clientId);
      if (!item || item.state === 'sent' || item.state === 'failed') return;
      // A kind that we do not know is for a human to look at: repeating it may be endless.
      if (ERRORS[kind as ErrorKind]?.retryable) {
        const times = refusals.get(clientId) ?? 0;
        refusals.set(clientId, times + 1);
        const backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** times) * (0.5 + random() / 2);
        if (mine) wait(clientId, retryAfterMs ?? backoffMs, () => repeat(clientId));
        return;
      }
      stop(clientId);
      const failed = replace(item, { state: 'failed', error: kind });
      safely(() => store.put(failed));
      pump();
      changed();
    },

    /** The author asks for another attempt at what has failed. */
    retry(clientId: string) {
      const item = find(clientId);
      if (item?.state !== 'failed') return;
      elsewhere.delete(clientId);
      refusals.delete(clientId);
      const again = replace(item, { state: 'queued', error: undefined });
      safely(() => store.put(again));
      pump();
      changed();
    },

    /** Only what has failed: anything else may be in the log already. */
    discard(clientId: string) {
      if (find(clientId)?.state !== 'failed') return;
      forget(clientId);
      take(clientId);
      changed();
    },

    /** Another tab stored this text, or its failure. It is shown, and sent from here if that tab does not. */
    absorb(item: Pending) {
      const known = find(item.clientId);
      // What is under way here stays so; what we know to be in the log needs no second opinion.
      if (known && (known.state === 'sending' || known.state === 'sent')) return;
      take(item.clientId);
      insert(restored(item));
      if (item.state !== 'failed') {
        elsewhere.add(item.clientId);
        wait(item.clientId, TAKE_OVER_AFTER_MS, () => {
          elsewhere.delete(item.clientId);
          pump();
          changed();
        });
      }
      changed();
    },

    /** Another tab took this text out of the store: it was acknowledged or discarded there. */
    dropped(clientId: string) {
      if (find(clientId)?.state === 'sent') return;
      take(clientId);
      pump();
      changed();
    },

    /** Another person uses this device now, or this one left: what is not kept is gone, from the store too. */
    purge(keep: (item: Pending) => boolean) {
      for (const item of list) {
        if (keep(item)) continue;
        forget(item.clientId);
        take(item.clientId);
      }
      pump();
      changed();
    },
  };

  /** Starts the first waiting text of every conversation that has none under way. */
  function pump() {
    if (!mine) return;
    const busy = new Set<string>();
    for (const item of list) if (item.state === 'sending') busy.add(item.conversation);
    for (const { clientId } of list) {
      const item = find(clientId);
      if (item?.state !== 'queued' || busy.has(item.conversation) || elsewhere.has(clientId) || !mine(item)) continue;
      busy.add(item.conversation);
      attempt(item);
    }
  }

  function attempt(item: Pending) {
    const { clientId } = item;
    const sending = replace(item, { state: 'sending' });
    wait(clientId, ACK_MAX_MS, () => repeat(clientId));
    if (send(sending)) return;
    stop(clientId);
    replace(sending, { state: 'queued' });
  }

  function repeat(clientId: string) {
    const item = find(clientId);
    if (item && mine) attempt(item);
    changed();
  }

  function requeue() {
    for (const item of list) {
      if (item.state !== 'sending') continue;
      stop(item.clientId);
      replace(item, { state: 'queued' });
    }
  }

  function find(clientId: string): Pending | undefined {
    return list.find((item) => item.clientId === clientId);
  }

  function insert(item: Pending) {
    list = [...list.filter((other) => other.clientId !== item.clientId), item].sort(
      (a, b) => a.at - b.at || (a.clientId < b.clientId ? -1 : 1),
    );
  }

  /** Items are never changed in place, so that a screen may compare them by identity. */
  function replace(item: Pending, change: Partial<Pending>): Pending {
    const next = { ...item, ...change };
    list = list.map((other) => (other.clientId === item.clientId ? next : other));
    return next;
  }

  function take(clientId: string) {
    stop(clientId);
    elsewhere.delete(clientId);
    list = list.filter((item) => item.clientId !== clientId);
  }

  function forget(clientId: string) {
    refusals.delete(clientId);
    safely(() => store.remove(clientId));
  }

  function wait(clientId: string, ms: number, task: () => void) {
    stop(clientId);
    timers.set(clientId, clock.after(ms, task));
  }

  function stop(clientId: string) {
    timers.get(clientId)?.();
    timers.delete(clientId);
  }
}

/** Whatever was under way when it was stored is not any more, or not here. */
function restored(item: Pending): Pending {
  return item.state === 'failed' ? item : { ...item, state: 'queued' };
}

/** A full, blocked or broken store costs the survival of a reload, never the message. */
function safely(task: () => void) {
  try {
    task();
  } catch {}
}
