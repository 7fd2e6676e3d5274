export type Memory = { rssBytes: number; heapBytes: number };

/** Of this process, when what nobody holds any more is gone. It has to run with `--expose-gc`. */
export async function memory(): Promise<Memory> {
  // What a collection lets go of may be waited for by finalizers, whose garbage is the next one's.
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed };
}
