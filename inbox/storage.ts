/**
 * localStorage with a prefix, and memory in its place where the browser blocks or has filled it:
 * what must survive a refresh then does not, and everything else goes on.
 */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
  /** Tells of changes made by other tabs; null where the key is gone. Returns how to stop. */
  watch(changed: (key: string, value: string | null) => void): () => void;
}

export function browserStore(prefix: string, storage: Storage | null = findStorage()): Store {
  const memory = new Map<string, string>();
  return {
    get: (key) => memory.get(key) ?? storage?.getItem(prefix + key) ?? null,
    set(key, value) {
      try {
        if (!storage) throw new Error('no storage');
        storage.setItem(prefix + key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    remove(key) {
      memory.delete(key);
      storage?.removeItem(prefix + key);
    },
    keys() {
      const stored = storage ? Object.keys(storage).filter((key) => key.startsWith(prefix)) : [];
      return [...new Set([...stored.map((key) => key.slice(prefix.length)), ...memory.keys()])];
    },
    watch(changed) {
      const listen = (event: StorageEvent) => {
        if (event.key?.startsWith(prefix)) changed(event.key.slice(prefix.length), event.newValue);
      };
      globalThis.addEventListener?.('storage', listen);
      return () => globalThis.removeEventListener?.('storage', listen);
    },
  };
}

function findStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
