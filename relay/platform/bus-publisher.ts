/**
 * What this node tells the others. All messages of one turn of the event loop leave as one write, and those of one
 * channel as one frame, signed once. Redis is a doorbell: what cannot be sent now is dropped and counted, never kept
 * for later. A Redis that takes connections and answers nothing (paused, or a broken line) is noticed by the first
 * write that stays unanswered, and its connection is replaced; what stood in its buffers is gone with it.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Redis } from 'ioredis';
import type { BusMessage } from './bus.ts';
import { hangUp } from './bus-connection.ts';

const ANSWER_WITHIN_MS = 1_500;
/** Written and not answered; beyond it the network or Redis is slower than we are. */
const UNANSWERED_MAX_CHARACTERS = 8 * 1024 * 1024;

type Deps = {
  redis: Redis;
  clock: Clock;
  counts: { dropped: number };
  /** The command to publish with, once it is known what the server is. */
  command(): 'publish' | 'spublish' | null;
  seal(channel: string, text: string): string;
  /** The channel as Redis knows it. */
  nameOf(channel: string): string;
  refused(reason: string): void;
  stuck(): void;
};

export function createPublisher({ redis, clock, counts, command, seal, nameOf, refused, stuck }: Deps) {
  let gathered = new Map<string, BusMessage[]>();
  let unanswered = 0;
  let lastRefusal: string | null = null;
  let stopWaiting: (() => void) | null = null;

  function flush(): void {
    const publish = command();
    const channels = gathered;
    gathered = new Map();
    if (!publish || redis.status !== 'ready') {
      for (const messages of channels.values()) counts.dropped += messages.length;
      return;
    }
    const pipeline = redis.pipeline();
    let characters = 0;
    for (const [channel, messages] of channels) {
      const frame = seal(channel, JSON.stringify(messages));
      characters += frame.length;
      pipeline[publish](nameOf(channel), frame);
    }
    unanswered += characters;
    stopWaiting ??= clock.after(ANSWER_WITHIN_MS, giveUp);
    pipeline.exec().then((results) => {
      unanswered -= characters;
      stopWaiting?.();
      stopWaiting = unanswered > 0 ? clock.after(ANSWER_WITHIN_MS, giveUp) : null;
      const refusals = (results ?? []).flatMap(([error]) => (error ? [error.message] : []));
      counts.dropped += refusals.length;
      lastRefusal = refusals[0] ?? null;
      if (lastRefusal) refused(lastRefusal);
    });
  }

  function giveUp(): void {
    stopWaiting = null;
    stuck();
    hangUp(redis, true);
  }

  return {
    publish(channel: string, message: BusMessage): void {
      if (redis.status !== 'ready' || unanswered > UNANSWERED_MAX_CHARACTERS) {
        counts.dropped++;
        return;
      }
      const messages = gathered.get(channel);
      if (messages) {
        messages.push(message);
        return;
      }
      if (gathered.size === 0) setImmediate(flush);
      gathered.set(channel, [message]);
    },
    /** Why Redis did not take the last write. */
    refusal: () => lastRefusal,
    stop: () => stopWaiting?.(),
  };
}
