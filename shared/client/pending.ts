/**
 * Texts on their way, as an ordered list that is also stored: the part of the outbox that a reload survives.
 *
 * Promises: in order of `at`, then client id; one entry per client id; entries are never changed in place, so that a
 * screen may compare them by identity; a store that is full, blocked or broken costs the survival of a reload, never
 * the message, and nothing here throws. Deliberately decides nothing: when to send what is outbox.ts.
 */
import type { Enclosed, Rating } from '../conversation.ts';

/** `text` may be empty where files say it all; of `files` on their way the ids are the client ids that they were announced by. */
export type Pending = Enclosed & {
  clientId: string;
  conversation: string;
  text: string;
  topic?: string;
  /** A token of the site's server that says what `about` says; it is what is sent, for as long as it is good. */
  aboutToken?: string | undefined;
  /** In ms, by the relay's clock. */
  aboutUntil?: number | undefined;
  /** No message at all but how it went. */
  rating?: Rating | undefined;
  /** Its files are still being put in place, by the page that has them: nobody sends it before, and nothing overtakes it. */
  held?: boolean | undefined;
  at: number;
  /** Whose text it is: the contact, or what stood for them before the relay named one. */
  scope: string;
  /** `sent`: confirmed, no longer stored, and shown until the log's own copy takes its place. */
  state: 'queued' | 'sending' | 'sent' | 'failed';
  /** Its place in the log, when `sent` and known. */
  seq?: number | undefined;
  /** The kind of error, when `failed`. */
  error?: string | undefined;
};

/** Why a message failed whose files have to be chosen again. No kind of the relay's. */
export const FILES_GONE = 'files-gone';

export interface OutboxStore {
  load(): Pending[];
  /** Adds, or replaces the one with the same client id. */
  put(item: Pending): void;
  remove(clientId: string): void;
}

export function pendingList(store: OutboxStore) {
  let items: readonly Pending[] = [];

  const list = {
    /** A new list with every change. */
    get items() {
      return items;
    },

    find: (clientId: string) => items.find((item) => item.clientId === clientId),

    /** After everything of its conversation: two in one millisecond, or a clock set back, must not change places. */
    append(item: Pending) {
      let { at } = item;
      for (const other of items) if (other.conversation === item.conversation) at = Math.max(at, other.at + 1);
      const appended: Pending = { ...item, at, state: 'queued' };
      list.insert(appended);
      list.keep(appended);
    },

    /** Where it belongs. Whatever was under way when it was stored is so no more, or not here. */
    insert(item: Pending) {
      const restored: Pending = item.state === 'failed' ? item : { ...item, state: 'queued' };
      items = [...items.filter((other) => other.clientId !== item.clientId), restored].sort(
        (a, b) => a.at - b.at || (a.clientId < b.clientId ? -1 : 1),
      );
    },

    change(item: Pending, change: Partial<Pending>): Pending {
      const next = { ...item, ...change };
      items = items.map((other) => (other.clientId === item.clientId ? next : other));
      return next;
    },

    take(clientId: string) {
      items = items.filter((item) => item.clientId !== clientId);
    },

    keep: (item: Pending) => safely(() => store.put(item)),
    forget: (clientId: string) => safely(() => store.remove(clientId)),
  };

  safely(() => {
    // Of what was held, the bytes went with the page that had them. Only here: it may be another tab, and alive.
    for (const item of store.load()) list.insert(item.held ? { ...item, state: 'failed', error: FILES_GONE } : item);
  });
  return list;
}

function safely(task: () => void) {
  try {
    task();
  } catch {}
}
