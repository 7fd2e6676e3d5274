/**
 * Questions about single keys, asked of the database together: one reading at a time, and whoever asks meanwhile is in
 * the next. Alone it costs nobody a wait; in a rush a thousand questions are a few readings.
 */
export function together<Value>(read: (keys: string[]) => Promise<ReadonlyMap<string, Value>>) {
  type Found = ReadonlyMap<string, Value>;
  let next: { keys: Set<string>; found: Promise<Found> } | null = null;
  let running: Promise<unknown> = Promise.resolve();

  function begin(): NonNullable<typeof next> {
    const keys = new Set<string>();
    const found = running.then(() => {
      next = null;
      return read([...keys]);
    });
    running = found.catch(() => {});
    return { keys, found };
  }

  return async (key: string): Promise<Value | undefined> => {
    next ??= begin();
    const { keys, found } = next;
    keys.add(key);
    return (await found).get(key);
  };
}
