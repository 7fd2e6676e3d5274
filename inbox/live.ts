/**
 * The one socket of a signed-in operator: its status as signals, its frames to whoever listens. Reconnects for
 * ever by the shared client; each `ready` starts everything anew, because resuming and a first load are one path.
 */
import { batch, computed, createModel, type ReadonlySignal, signal } from '@preact/signals';
import type { Connection, ConnectionStatus } from '@touchline/shared/client/connection.ts';
import type { Way } from '@touchline/shared/client/poll-choice.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown, OperatorReady } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { CLOSE } from '@touchline/shared/wire.ts';

export type Connect = (events: {
  frame(frame: OperatorDown): void;
  status(status: ConnectionStatus, code?: number): void;
}) => Connection<OperatorUp>;

/** Shorter breaks are nobody's business. */
const QUIET_BREAK_MS = 2_000;

/** `lost`: the line is gone, and with it what had no answer yet. */
type Listener = { receive(frame: OperatorDown): void; lost?(): void };

type LiveDeps = {
  connect: Connect;
  /** What the line goes by. */
  way: ReadonlySignal<Way>;
  clock: Clock;
  signedOut(): void;
  /** Called when the line could not be had: a refused upgrade tells a page nothing of its reason. */
  refused(): void;
};

export const LiveModel = createModel((deps: LiveDeps) => {
  const { clock } = deps;
  const status = signal<ConnectionStatus>('connecting');
  const closeCode = signal<number | null>(null);
  const ready = signal<OperatorReady | null>(null);
  /** Has been away for long enough to say so. */
  const away = signal(false);
  /** The last frame of each type, for late parts: what they show may have come before them. */
  const newest: Record<string, OperatorDown> = {};
  const listeners = new Set<Listener>();
  let skewMs = 0;
  /** Calls off the moment at which a break is no longer a short one. */
  let calm: (() => void) | null = null;

  const connection = deps.connect({
    frame(frame) {
      if (frame.type === 'ready') {
        skewMs = frame.now - clock.now();
        ready.value = frame;
      }
      newest[frame.type] = frame;
      batch(() => {
        for (const { receive } of listeners) receive(frame);
      });
    },
    status(next, code) {
      const before = status.value;
      status.value = next;
      closeCode.value = code ?? null;
      if (next === 'ready') {
        calm?.();
        calm = null;
        away.value = false;
      } else {
        calm ??= clock.after(QUIET_BREAK_MS, () => {
          away.value = true;
        });
      }
      if (next === 'waiting') {
        for (const { lost } of listeners) lost?.();
        if (before === 'connecting') deps.refused();
      }
      if (next === 'ended' && code === CLOSE.signedOut) deps.signedOut();
    },
  });

  return {
    status,
    way: deps.way,
    ready,
    newest: <Type extends OperatorDown['type']>(type: Type) =>
      newest[type] as Extract<OperatorDown, { type: Type }> | undefined,
    away,
    /** Ended for good, for a reason that only a reload (a newer inbox) or an administrator can lift. */
    ended: computed(() => (status.value === 'ended' ? closeCode.value : null)),
    /** The relay's clock: a device whose own is off still shows right times. */
    now: () => clock.now() + skewMs,
    send: (frame: OperatorUp) => connection.send(frame),
    listen(listener: Listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close() {
      calm?.();
      listeners.clear();
      connection.close();
    },
  };
});
export type Live = InstanceType<typeof LiveModel>;
