export type Memory = { rssBytes: number; heapBytes: number };

type Collect = (options: { execution: 'async'; type: 'major'; flavor: 'last-resort' }) => Promise<void>;

/** Of this process, when what nobody holds any more is gone, and given back. It has to run with `--expose-gc`. */
export async function memory(): Promise<Memory> {
  const collect = globalThis.gc as unknown as Collect;
  // What a collection lets go of may be waited for by finalizers, whose garbage is the next one's.
  for (let i = 0; i < 4; i++) await collect({ execution: 'async', type: 'major', flavor: 'last-resort' });
  const { rss, heapUsed } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed };
}
