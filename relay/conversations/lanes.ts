/**
 * Gathers commands into batches and works on two batches at a time, so that while Postgres commits one, the next is
 * decided and its predecessor's news goes out. No conversation is in two batches at once: a command waits until what
 * came before it in its conversation is settled.
 */
export type Lanes<Item> = {
  push(item: Item): void;
  /** Resolves when everything pushed so far is settled. */
  drain(): Promise<void>;
};

const LANES = 2;
const BATCH_MAX = 500;

/** `work` never rejects; it returns what has to come again, which then goes first. */
export function createLanes<Item extends { conversation: string }>(
  work: (batch: Item[]) => Promise<Item[]>,
): Lanes<Item> {
  let queue: Item[] = [];
  const busy = new Set<string>();
  const running = new Set<Promise<void>>();
  let isStarting = false;

  function start(): void {
    if (isStarting || running.size >= LANES) return;
    isStarting = true;
    // One turn of the loop, so that everything that arrived in the same read of sockets shares a commit.
    setImmediate(() => {
      isStarting = false;
      const lane: Promise<void> = run().finally(() => {
        running.delete(lane);
        if (queue.length > 0) start();
      });
      running.add(lane);
    });
  }

  async function run(): Promise<void> {
    for (let batch = take(); batch.length > 0; batch = take()) {
      const conversations = batch.map((item) => item.conversation);
      for (const id of conversations) busy.add(id);
      const again = await work(batch);
      for (const id of conversations) busy.delete(id);
      queue = [...again, ...queue];
    }
  }

  function take(): Item[] {
    const batch: Item[] = [];
    const rest: Item[] = [];
    for (const item of queue) (batch.length < BATCH_MAX && !busy.has(item.conversation) ? batch : rest).push(item);
    queue = rest;
    return batch;
  }

  return {
    push(item) {
      queue.push(item);
      start();
    },
    async drain() {
      while (isStarting || running.size > 0 || queue.length > 0) {
        await Promise.all(running);
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
  };
}
