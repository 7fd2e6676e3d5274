/**
 * A connection that comes back. A decorator: it has the interface of the connection it wraps, and never gives up.
 *
 *     connecting ──▶ ready ──▶ waiting ──(back-off, or woken)──▶ connecting …
 *         └────────────┴───────── a final close code ─────────▶ ended
 *
 * Promises: at most one connection at a time; full-jitter back-off, so that ten thousand clients of a dead relay do not
 * come back as one; events of a connection that is no longer ours are ignored; after close() no callback.
 * Where attempts fail that never were `ready`, it asks for another way to connect, and goes that way from then on.
 * Deliberately buffers nothing: send() is false whenever the line is not ready, and outbox.ts sends again.
 */
import type { Clock } from '../clock.ts';
import { CLOSE } from '../wire.ts';
import type { Connect, Connection, ConnectionStatus } from './connection.ts';

const BACKOFF_BASE_MS = 500;
const BACKOFF_MAX_MS = 30_000;
/** A line that held this long was a good one: the next loss starts counting from nothing. */
const STABLE_AFTER_MS = 10_000;
/** After sleep a socket often looks open and is dead: this long for a sign of life, instead of SILENCE_MAX_MS. */
const WAKE_ANSWER_MAX_MS = 4_000;

/** Everybody on a relay that restarts lost it at this moment, and the others can take them: soon, but not all at once. */
const RESTART_SPREAD_MS = 2_000;
const BUSY_MIN_MS = 1_000;
const BUSY_SPREAD_MS = 4_000;

export function reconnecting<Up, Down>(
  connect: Connect<Up, Down>,
  options: {
    clock: Clock;
    /** From 0 up to 1. */
    random?: () => number;
    /** Calls `now` when trying again at once is worth it; returns how to stop that. See browserWake. */
    wake?: (now: () => void) => () => void;
    /** Loads what to connect by where this way leads nowhere; asked again, it gives the same. See poll-choice.ts. */
    otherWay?: () => Promise<Connect<Up, Down>>;
  },
): Connect<Up, Down> {
  const { clock, random = Math.random, wake, otherWay } = options;

  return (events) => {
    let status: ConnectionStatus = 'connecting';
    let inner: Connection<Up> | undefined;
    let attempt = 0;
    let attemptedAt = 0;
    /** Losses since the last good line. */
    let losses = 0;
    let timer = () => {};
    let probe: (() => void) | undefined;
    const asleep = wake?.(wakeUp);
    dial();

    return {
      get status() {
        return status;
      },
      send: (frame) => status === 'ready' && inner?.send(frame) === true,
      close() {
        status = 'ended';
        release();
      },
    };

    function dial() {
      drop();
      const mine = attempt;
      attemptedAt = clock.now();
      become('connecting');
      if (mine !== attempt) return;
      inner = connect({
        frame(frame) {
          if (mine !== attempt) return;
          answered();
          events.frame(frame);
        },
        status(next, code) {
          if (mine === attempt) become(next, code);
        },
      });
    }

    /** The one place where the status changes. */
    function become(next: ConnectionStatus, code?: number) {
      if (status === 'ended' || (status === next && next !== 'waiting')) return;
      if (next === 'waiting' && status === 'connecting' && (losses || code === CLOSE.silent)) lookElsewhere();
      status = next;
      timer();
      if (next === 'ready') timer = clock.after(STABLE_AFTER_MS, () => (losses = 0));
      if (next === 'waiting') {
        drop();
        timer = clock.after(delay(code), dial);
      }
      if (next === 'ended') release();
      events.status(next, code);
    }

    /** A first failure may be chance; an answer that never came is a proxy's that swallows what it does not know. */
    function lookElsewhere() {
      otherWay?.().then((found) => (connect = found), String);
    }

    function delay(code: number | undefined): number {
      // Sent on by a relay that is fine: no loss to count.
      if (code === CLOSE.restart) return random() * RESTART_SPREAD_MS;
      const backoff = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** Math.min(losses++, 10));
      if (code !== CLOSE.unavailable && code !== CLOSE.tooFast) return random() * backoff;
      return BUSY_MIN_MS + random() * Math.max(backoff, BUSY_SPREAD_MS);
    }

    function wakeUp() {
      if (status === 'waiting') dial();
      // Begun before the phone slept, or on the network it has just left.
      else if (status === 'connecting' && clock.now() - attemptedAt > WAKE_ANSWER_MAX_MS) dial();
      else if (status === 'ready' && !probe) {
        const mine = attempt;
        probe = clock.after(WAKE_ANSWER_MAX_MS, () => {
          become('waiting', CLOSE.silent);
          if (mine + 1 === attempt) dial();
        });
        inner?.send({ type: 'ping' } as Up);
      }
    }

    function answered() {
      probe?.();
      probe = undefined;
    }

    /** From here on the present connection is nobody's. */
    function drop() {
      attempt++;
      answered();
      inner?.close();
      inner = undefined;
    }

    function release() {
      timer();
      asleep?.();
      drop();
    }
  };
}

interface Listened {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}
declare const document: Listened & { visibilityState: string };
declare const addEventListener: Listened['addEventListener'];
declare const removeEventListener: Listened['removeEventListener'];

/** Moments at which a browser's page has probably got its network back. */
export function browserWake(now: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') now();
  };
  addEventListener('online', now);
  addEventListener('pageshow', now);
  document.addEventListener('visibilitychange', seen);
  return () => {
    removeEventListener('online', now);
    removeEventListener('pageshow', now);
    document.removeEventListener('visibilitychange', seen);
  };
}
