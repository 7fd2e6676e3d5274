/**
 * A session: one socket from its first frame to its end.
 *
 *     greeting ──hello accepted──▶ ready ──▶ closed
 *         └────────any violation───────────────▲
 *
 * Knows no feature: it reads frames by a strict schema, limits them, hands them to the participant that the hello
 * made, and turns refusals into `error` frames. What ends a session is one `end(code, reason)`.
 */

import type { Clock } from '@touchline/shared/clock.ts';
import { CLOSE, ERRORS, PROTOCOL_VERSION, REAP_AFTER_MS } from '@touchline/shared/wire.ts';
import type { z } from 'zod';
import { createBucket, type Rate } from '../platform/bucket.ts';
import { asRefusal, Refusal } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Prove } from './proof.ts';

/** The little of a WebSocket that a session needs. */
export type SessionSocket = {
  send(text: string): void;
  close(code: number, reason: string): void;
  readonly buffered: number;
  /** Everything received so far has been dealt with, and its answers were sent. */
  idle?(): void;
  /** See proof.ts; absent where nobody can tell. */
  prove?: Prove;
};

export type Frame = { type: string; clientId?: string; conversation?: string };
export type Hello = Frame & { type: 'hello'; version: number };

/** Who is at the other end, once known. `handle` may throw a `Refusal`. */
export type Participant<F> = { handle(frame: F): Promise<void> | void; closed(): void };

export type SessionOptions<F extends Frame, H extends Hello> = {
  socket: SessionSocket;
  schema: z.ZodType<F>;
  /** The hello's answer, `ready`, is sent by it. */
  greet(hello: H, session: Session): Promise<Participant<F>>;
  clock: Clock;
  metrics: Metrics;
  rate: Rate;
  log: { error(details: object, message: string): void };
};

export type Session = {
  readonly id: string;
  send(text: string): void;
  sendFrame(frame: object): void;
  /** `done` is called once what was sent so far has arrived; never on a line that cannot tell. */
  prove: Prove;
  receive(text: string): void;
  /** Ends it from our side. */
  end(code: number, reason: string): void;
  /** The socket is gone. */
  gone(): void;
  /** Called every few seconds: reaps a silent line. */
  tick(): void;
};

/** Beyond this the reader is too slow; it comes back and resumes (A9). */
const BUFFER_MAX_BYTES = 256 * 1024;
/** Frames that may wait for the hello to be answered. */
const EARLY_MAX_FRAMES = 50;
/** Refusals for speed in a row after which patience ends. */
const TOO_FAST_MAX = 200;
/** A hello has to come within this. */
const GREETING_MAX_MS = 10_000;

export function openSession<F extends Frame, H extends Hello>(id: string, options: SessionOptions<F, H>): Session {
  const { socket, clock } = options;
  let phase: 'greeting' | 'answering' | 'ready' | 'closed' = 'greeting';
  let participant: Participant<F> | null = null;
  const openedAt = clock.now();
  let heardAt = openedAt;
  let tooFast = 0;
  let working = 0;
  let early: F[] = [];
  const bucket = createBucket(options.rate, clock);

  function end(code: number, reason: string): void {
    if (phase === 'closed') return;
    options.metrics.closes.inc({ code });
    socket.close(code, reason);
    finish();
  }

  function finish(): void {
    phase = 'closed';
    early = [];
    participant?.closed();
    participant = null;
  }

  function send(text: string): void {
    if (phase === 'closed') return;
    if (socket.buffered > BUFFER_MAX_BYTES) return end(CLOSE.slowReader, 'read faster, then resume');
    socket.send(text);
  }

  function refuse(error: unknown, frame?: Frame): void {
    const refusal = asRefusal(error);
    if (refusal.kind === 'internal') options.log.error({ err: error, frame: frame?.type }, 'a frame failed');
    options.metrics.refusedFrames.inc({ kind: refusal.kind });
    const { kind, message, retryAfterMs } = refusal;
    send(
      JSON.stringify({
        type: 'error',
        kind,
        message,
        clientId: frame?.clientId,
        conversation: frame?.conversation,
        retryAfterMs,
      }),
    );
    const { closeCode } = ERRORS[kind];
    if (closeCode) end(closeCode, kind);
  }

  function receive(text: string): void {
    if (phase === 'closed') return;
    heardAt = clock.now();
    const frame = parse(options.schema, text);
    if (!frame) return refuse(new Refusal('bad-frame', 'Not a frame of this protocol; see PROTOCOL.md.'));
    if (frame.type === 'ping') return send('{"type":"pong"}');
    if (!bucket.take()) return slowDown(frame);
    tooFast = 0;
    if (phase === 'greeting') return greet(frame);
    if (frame.type === 'hello') return refuse(new Refusal('bad-frame', 'One hello per socket.'));
    if (phase === 'answering') {
      if (early.length >= EARLY_MAX_FRAMES) return end(CLOSE.tooFast, 'wait for ready');
      early.push(frame);
      return;
    }
    handle(frame);
  }

  function slowDown(frame: Frame): void {
    if (++tooFast > TOO_FAST_MAX) return end(CLOSE.tooFast, 'too many frames');
    refuse(new Refusal('too-fast', 'Too many frames; slow down.', { retryAfterMs: bucket.waitMs() }), frame);
  }

  function greet(frame: F): void {
    if (frame.type !== 'hello') return refuse(new Refusal('bad-frame', 'The first frame is hello.'));
    const hello = frame as unknown as H;
    if (hello.version !== PROTOCOL_VERSION) {
      return refuse(new Refusal('unsupported-version', `This relay speaks version ${PROTOCOL_VERSION}.`));
    }
    phase = 'answering';
    const greeting = options.greet(hello, session).then(
      (greeted) => {
        if (phase === 'closed') return greeted.closed();
        participant = greeted;
        phase = 'ready';
        const waiting = early;
        early = [];
        for (const one of waiting) handle(one);
      },
      (error) => {
        refuse(error);
        end(CLOSE.unavailable, 'come back later');
      },
    );
    work(greeting);
  }

  function handle(frame: F): void {
    try {
      const done = participant?.handle(frame);
      if (done) work(done.catch((error) => refuse(error, frame)));
    } catch (error) {
      refuse(error, frame);
    }
  }

  function work(task: Promise<void>): void {
    working++;
    task.finally(() => {
      if (--working === 0) socket.idle?.();
    });
  }

  const session: Session = {
    id,
    send,
    sendFrame: (frame) => send(JSON.stringify(frame)),
    prove(about, done) {
      if (phase !== 'closed') socket.prove?.(about, done);
    },
    receive,
    end,
    gone() {
      if (phase !== 'closed') finish();
    },
    tick() {
      const now = clock.now();
      // Pings alone do not keep a socket that never says who it is.
      if (now - heardAt > REAP_AFTER_MS || (phase === 'greeting' && now - openedAt > GREETING_MAX_MS))
        end(CLOSE.silent, 'nothing heard');
    },
  };
  return session;
}

function parse<F>(schema: z.ZodType<F>, text: string): F | null {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
