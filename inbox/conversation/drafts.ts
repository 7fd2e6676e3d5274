/**
 * What an operator has begun to write stays with its conversation: over a change of conversation, a refresh and a
 * crash. Kept per operator on this device, oldest dropped first, gone at sign-out.
 */
import type { Store } from '../storage.ts';

const DRAFTS_MAX = 50;
const KEY = 'drafts';

export interface Drafts {
  get(conversation: string): string;
  set(conversation: string, text: string): void;
  /** Conversations with a draft. */
  all(): string[];
  purge(): void;
}

export function keepDrafts(store: Store): Drafts {
  let drafts = read(store);
  const write = () => {
    const kept = [...drafts].slice(-DRAFTS_MAX);
    drafts = new Map(kept);
    if (kept.length) store.set(KEY, JSON.stringify(kept));
    else store.remove(KEY);
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

function read(store: Store): Map<string, string> {
  try {
    const entries: unknown = JSON.parse(store.get(KEY) ?? '[]');
    return new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string';
}
