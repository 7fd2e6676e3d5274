/** A `Storage` for unit tests; `full` makes every write fail as a full one does. */
export function memoryArea({ full = false } = {}): Storage {
  const area: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => area[key] ?? null,
    setItem(key: string, value: string) {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      area[key] = value;
    },
    removeItem: (key: string) => void delete area[key],
    clear: () => {
      for (const key of Object.keys(area)) delete area[key];
    },
    key: (index: number) => Object.keys(area)[index] ?? null,
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(area, name, { value });
  Object.defineProperty(area, 'length', { get: () => Object.keys(area).length });
  return area as unknown as Storage;
}
