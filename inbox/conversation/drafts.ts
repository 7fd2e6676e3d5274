/**
 * What an operator has begun to write stays with its conversation: over a change of conversation, a refresh and a
 * crash. Kept per operator on this device, oldest dropped first, gone at sign-out.
 */
import type { Store } from '../storage.ts';

const DRAFTS_MAX = 50;

type DraftsKey = 'drafts' | 'notes' | 'private' | 'aside' | 'about';

export interface Drafts {
  get(conversation: string): string;
  set(conversation: string, text: string): void;
  /** Conversations with a draft. */
  all(): string[];
  purge(): void;
}

/**
 * `drafts` are replies. Beside them, and never taken for them: `notes` for whoever a conversation is handed to,
 * `private` ones for all operators, replies put `aside` for a correction, and `about`, what a reply refers to.
 */
export function keepDrafts(store: Store, key: DraftsKey = 'drafts'): Drafts {
  let drafts = read(store, key);
  const write = () => {
    const kept = [...drafts].slice(-DRAFTS_MAX);
    drafts = new Map(kept);
    if (kept.length) store.set(key, JSON.stringify(kept));
    else store.remove(key);
  };
  return {
    get: (conversation) => drafts.get(conversation) ?? '',
    set(conversation, text) {
      drafts.delete(conversation);
      if (text.trim()) drafts.set(conversation, text);
      write();
    },
    all: () => [...drafts.keys()],
    purge() {
      drafts = new Map();
      write();
    },
  };
}

function read(store: Store, key: string): Map<string, string> {
  try {
    const entries: unknown = JSON.parse(store.get(key) ?? '[]');
    return new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string';
}
