import type { Clock } from '@touchline/shared/clock.ts';

/** A line that is gone without a word looks like a slow one; the next try is refused for as long as we wait for it. */
const STALLED_MS = 30_000;

/** The source; `stop` is called when nothing comes of it for half a minute. */
export async function* unlessStalled(
  source: AsyncIterable<Uint8Array>,
  clock: Pick<Clock, 'after'>,
  stop: () => void,
): AsyncGenerator<Uint8Array> {
  let cancel = clock.after(STALLED_MS, stop);
  try {
    for await (const chunk of source) {
      // While it is written, it is not the line that we wait for.
      cancel();
      yield chunk;
      cancel = clock.after(STALLED_MS, stop);
    }
  } finally {
    cancel();
  }
}
