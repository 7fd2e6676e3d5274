import type { Store } from './storage.ts';

/** A store in memory for tests: `map` outlives a "refresh", `elsewhere` is another tab's hand on it. */
export function fakeStore(map = new Map<string, string>()) {
  const watchers = new Set<(key: string, value: string | null) => void>();
  const store: Store = {
    get: (key) => map.get(key) ?? null,
    set: (key, value) => void map.set(key, value),
    remove: (key) => void map.delete(key),
    keys: () => [...map.keys()],
    watch(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
  const elsewhere = (key: string, value: string | null) => {
    for (const watcher of watchers) watcher(key, value);
  };
  return { store, map, elsewhere };
}
