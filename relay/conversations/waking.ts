/**
 * Wakes what was put aside until a time that has come. Every relay looks; of several that find the same one, the log lets
 * the first do it, and somebody who puts it aside for longer at that moment is not overruled. Who had it is told as of
 * anything else that happens; where they are gone, it goes on to the waiting as all that is theirs does.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Log as ConversationLog } from './log.ts';
import type { ConversationStore } from './store.ts';

/** Nobody should look at a clock and wonder. */
const WAKE_EVERY_MS = 2_000;
/** One look's worth; the next one is soon. */
const DUE_MAX = 200;

type Deps = {
  store: Pick<ConversationStore, 'due'>;
  conversations: Pick<ConversationLog, 'submit'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** Where routing looks more often, so is it here. */
  timing: { sweepEveryMs: number };
};

/** Begins at once; returns the function that ends it. */
export function startWaking({ store, conversations, clock, log, timing }: Deps): () => void {
  const everyMs = Math.min(WAKE_EVERY_MS, timing.sweepEveryMs);
  let stopped = false;
  let cancel = clock.after(everyMs, look);

  async function look(): Promise<void> {
    try {
      await Promise.all((await store.due(DUE_MAX)).map(wake));
    } catch (error) {
      log.warn({ err: error }, 'what was put aside could not be looked at; it is tried again');
    }
    if (!stopped) cancel = clock.after(everyMs, look);
  }

  async function wake({ id, due }: { id: string; due: number }): Promise<void> {
    const command = { type: 'wake', operator: null, due } as const;
    try {
      await conversations.submit({ conversation: id, command, author: { kind: 'system' }, clientId: null });
    } catch (error) {
      // One that makes trouble keeps no other from being woken.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  return () => {
    stopped = true;
    cancel();
  };
}
