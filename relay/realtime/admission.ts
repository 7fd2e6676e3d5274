/**
 * Whether a new socket may come in: not while the relay closes, and not over its limits (see load.ts). Says so by a
 * refusal with a hint when to come back, in the metrics, and in one log line when it begins and one when it ends.
 */
import { Refusal } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import { type Gauge, type Load, type LoadLimits, overLimit } from './load.ts';

type Deps = {
  limits: LoadLimits;
  gauge: Gauge;
  /** Open ones. */
  sockets(): number;
  metrics: Metrics;
  log: { warn(details: object, message: string): void; info(details: object, message: string): void };
  random?: () => number;
};

export type Admission = {
  /** Throws a `Refusal`. */
  admit(): void;
  /** From now on nobody is let in. */
  close(): void;
  /** Measures; called every few seconds. */
  tick(): void;
};

/** With fewer than this share of a limit the rush is over; at the limit itself, one who leaves would end it. */
const OVER_AT = 0.9;

export function createAdmission({ limits, gauge, sockets, metrics, log, random = Math.random }: Deps): Admission {
  let measured: Omit<Load, 'sockets'> = { delayMs: 0, heapShare: 0 };
  let isClosing = false;
  let isShedding = false;
  const now = (): Load => ({ sockets: sockets(), ...measured });

  function shed(reason: keyof Load): void {
    if (isShedding) return;
    isShedding = true;
    metrics.shedding.set(1);
    log.warn({ reason, ...now() }, 'over its limits, this relay takes no new sockets');
  }

  return {
    admit() {
      const reason = isClosing ? 'closing' : overLimit(now(), limits);
      if (!reason) return;
      if (reason !== 'closing') shed(reason);
      metrics.refusedSockets.inc({ reason });
      throw new Refusal('unavailable', 'This relay takes no new sockets now; come back later.', {
        // Spread, or all who are refused together come back together.
        retryAfterMs: 1_000 + Math.floor(random() * 9_000),
      });
    },
    close() {
      isClosing = true;
    },
    tick() {
      measured = gauge.measure();
      const reason = overLimit(now(), limits);
      if (reason) return shed(reason);
      if (!isShedding || overLimit(now(), scaled(limits, OVER_AT))) return;
      isShedding = false;
      metrics.shedding.set(0);
      log.info(now(), 'this relay takes new sockets again');
    },
  };
}

function scaled(limits: LoadLimits, by: number): LoadLimits {
  return { sockets: limits.sockets * by, delayMs: limits.delayMs * by, heapShare: limits.heapShare * by };
}
