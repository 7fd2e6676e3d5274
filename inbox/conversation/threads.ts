/**
 * The conversations this screen holds a copy of: one is followed live, the last few looked at are kept, so that
 * coming back to one shows it at once and fetches only what has happened since.
 */
import { createReplica, type Replica } from '@touchline/shared/client/replica.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';

const KEPT = 20;
const ASK_AGAIN_MS = 1_500;

type Deps = { clock: Clock; send(frame: OperatorUp): boolean; changed(): void; missing(conversation: string): void };

export function createThreads({ clock, send, changed, missing }: Deps) {
  const replicas = new Map<string, Replica>();
  let current: Replica | null = null;
  let callOff = () => {};

  const replicaOf = (conversation: string): Replica => {
    const known = replicas.get(conversation);
    const replica =
      known ??
      createReplica({
        conversation,
        changed,
        fold: applyWhole,
        ask: (frame) => void send(frame),
        askHistory: (frame) => void send(frame),
      });
    replicas.delete(conversation);
    replicas.set(conversation, replica);
    const oldest = replicas.keys().next().value;
    if (replicas.size > KEPT && oldest !== undefined) replicas.delete(oldest);
    return replica;
  };

  return {
    get current() {
      return current;
    },
    /** Follows this one, and no longer the one before. */
    show(conversation: string | null) {
      if (current) send({ type: 'shut', conversation: current.position().conversation });
      callOff();
      current = conversation === null ? null : replicaOf(conversation);
      current?.lost();
      current?.resume();
    },
    receive(frame: OperatorDown) {
      if (frame.type === 'ready') {
        current?.lost();
        current?.resume();
      } else if (frame.type === 'error') {
        if (frame.clientId || !current || frame.conversation !== current.position().conversation) return;
        // Of one that is here, something else was asked for: an older page, a file's address.
        if (frame.kind === 'not-found') return current.live ? undefined : missing(frame.conversation);
        const failed = current;
        failed.lost();
        callOff = clock.after(frame.retryAfterMs ?? ASK_AGAIN_MS, () => failed.resume());
      } else if (
        frame.type === 'events' ||
        frame.type === 'reset' ||
        frame.type === 'opened' ||
        frame.type === 'history'
      ) {
        replicas.get(frame.conversation)?.receive(frame);
      }
    },
    lost: () => current?.lost(),
    close: () => callOff(),
  };
}
