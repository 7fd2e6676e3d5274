/**
 * What this browser keeps for one site: small JSON values in localStorage, all under one prefix.
 *
 * Where storage is blocked or full, values live in memory instead: a reload then costs what was not sent, and nothing
 * else changes. Values are flat objects, numbers and strings: pages with an old Prototype.js change how JSON writes
 * lists (`Array.prototype.toJSON`).
 */
export interface Store {
  get<Value>(key: string): Value | undefined;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  /** Those of ours that begin so, without the site's prefix. */
  keys(start: string): string[];
}

/** `area` is asked for each time, because reading `localStorage` itself may throw. */
export function createStore(prefix: string, area: () => Storage): Store {
  const memory = new Map<string, string>();

  return {
    get(key) {
      try {
        const text = memory.get(key) ?? area().getItem(prefix + key);
        return text ? JSON.parse(text) : undefined;
      } catch {
        return undefined;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      memory.delete(key);
      try {
        area().setItem(prefix + key, text);
      } catch {
        memory.set(key, text);
      }
    },
    remove(key) {
      memory.delete(key);
      try {
        area().removeItem(prefix + key);
      } catch {}
    },
    keys(start) {
      const keys = [...memory.keys()];
      try {
        for (const key of Object.keys(area())) if (key.startsWith(prefix)) keys.push(key.slice(prefix.length));
      } catch {}
      return keys.filter((key) => key.startsWith(start));
    },
  };
}
