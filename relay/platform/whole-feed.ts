/**
 * A feed whose every frame is the whole of something: read again, a moment after news of it, and told where it is another
 * than before. Where news may be lost it is also read again every `anewMs`.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Bus } from './bus.ts';
import { createGather } from './gather.ts';
import type { FrameListener, SharedFeed } from './shared-feeds.ts';

type Deps = {
  bus: Bus;
  clock: Clock;
  /** On which there is news of it. */
  channels: readonly string[];
  /** The whole frame as text. */
  read(): Promise<string>;
  /** Several news within this are one reading. */
  gatherMs: number;
  anewMs: number;
  failed(error: unknown): void;
};

export function createWholeFeed({ bus, clock, channels, read, gatherMs, anewMs, failed }: Deps): SharedFeed {
  const listeners = new Set<FrameListener>();
  let known: string | null = null;
  let cancelAnew = () => {};

  /** One after the other: what was read first must not be told last. */
  let looked: Promise<void> = Promise.resolve();
  function look(): Promise<void> {
    const next = looked.then(lookOnce);
    looked = next.catch(() => {});
    return next;
  }

  async function lookOnce(): Promise<void> {
    const text = await read();
    const before = known;
    known = text;
    // Of the first one everybody hears by the welcome.
    if (before === null || text === before) return;
    for (const listener of listeners) listener(text);
  }

  const gather = createGather(clock, () => gatherMs, look, failed);
  const listening = Promise.all(channels.map((channel) => bus.subscribe(channel, gather.soon)));
  function anew(): void {
    cancelAnew = clock.after(anewMs, () => {
      gather.soon();
      anew();
    });
  }
  if (bus.lossy) anew();

  return {
    listeners,
    opened: listening.then(look),
    // Nobody is welcomed before it is opened.
    welcome: () => known ?? '',
    close() {
      gather.stop();
      cancelAnew();
      listening.then((all) => {
        for (const stop of all) stop();
      }, failed);
    },
  };
}
