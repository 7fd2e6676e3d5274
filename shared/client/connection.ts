/**
 * One WebSocket, seen as { status, send, close } with two callbacks. Says `hello` when the socket opens and is
 * `ready` when the relay's `ready` frame arrives. It ends once and is never reused: reconnecting is reconnect.ts.
 *
 *     connecting ──`ready` frame──▶ ready
 *         │                           │
 *         ├── closed, 10 s, no hello ─┴─ closed, silent ──▶ waiting   (trying again may help)
 *         └── closed with a final code ──────────────────▶ ended     (it cannot)
 *
 * Promises: every frame is delivered, `ready` and `pong` too; a dead line is noticed within SILENCE_MAX_MS; after
 * `waiting`, `ended` or close() nothing is called any more, whatever the socket still does; nothing is called before
 * the connector has returned. Buffers nothing and repeats nothing: what must not be lost is kept by outbox.ts.
 */
import type { Clock } from '../clock.ts';
import { CLOSE, FINAL_CLOSE_CODES, PING_EVERY_MS, SILENCE_MAX_MS } from '../wire.ts';

export type ConnectionStatus = 'connecting' | 'ready' | 'waiting' | 'ended';

export interface Connection<Up> {
  readonly status: ConnectionStatus;
  /** False when the frame could not be handed to a ready socket; nothing is buffered. */
  send(frame: Up): boolean;
  /** Ends it for good. No callback follows. */
  close(): void;
}

export type ConnectionEvents<Down> = {
  frame(frame: Down): void;
  /** `code` of the socket's close, when the new status is `waiting` or `ended`. */
  status(status: ConnectionStatus, code?: number): void;
};

/** Opens a connection. The decorator reconnecting() has the same shape. */
export type Connect<Up, Down> = (events: ConnectionEvents<Down>) => Connection<Up>;

/** The part of the browser's WebSocket that is used; `ws` has it too. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

/** A connection that is not `ready` after this long is given up. */
export const CONNECT_MAX_MS = 10_000;
/** What a ping is given to be answered, so that pinging and waiting together take SILENCE_MAX_MS. */
const ANSWER_MAX_MS = SILENCE_MAX_MS - PING_EVERY_MS;
const OPEN = 1;

export function socketConnector<Up, Down>(options: {
  url(): string;
  /** Asked at every attempt: a fresh token, the newest positions. When it fails, so does the attempt. */
  hello(): Promise<Up>;
  socket?: (url: string) => SocketLike;
  clock: Clock;
}): Connect<Up, Down> {
  const { url, hello, clock, socket: open = (address) => new WebSocket(address) as unknown as SocketLike } = options;

  return (events) => {
    let status: ConnectionStatus = 'connecting';
    let socket: SocketLike | undefined;
    let answered = () => {};
    let nextPing = () => {};
    const tooLate = clock.after(CONNECT_MAX_MS, () => end('waiting', CLOSE.silent));

    try {
      socket = open(url());
      socket.onopen = () => void greet();
      socket.onmessage = ({ data }) => receive(data);
      socket.onclose = ({ code }) => end(FINAL_CLOSE_CODES.includes(code) ? 'ended' : 'waiting', code);
      // `close` follows every error in browsers. It stays set for ever, for `ws` throws an error nobody listens to.
      socket.onerror = () => {};
    } catch {
      // No such address, or the page's policy forbids it. Not at once: the caller does not hold us yet.
      clock.after(0, () => end('waiting'));
    }

    return {
      get status() {
        return status;
      },
      send: (frame) => status === 'ready' && transmit(frame),
      close() {
        status = 'ended';
        release();
      },
    };

    async function greet() {
      try {
        const frame = await hello();
        if (status === 'connecting') transmit(frame);
      } catch {
        end('waiting');
      }
    }

    function receive(data: unknown) {
      let frame: Down & { type?: unknown };
      try {
        frame = JSON.parse(data as string);
      } catch {
        return;
      }
      if (!frame || typeof frame !== 'object') return;
      answered();
      answered = () => {};
      if (status === 'connecting' && frame.type === 'ready') {
        status = 'ready';
        tooLate();
        nextPing = clock.after(PING_EVERY_MS, ping);
        events.status(status);
      }
      // `status` may just have been told to somebody who closed us.
      if (isOurs()) events.frame(frame);
    }

    /**
     * Silence counts from a ping, not from the last frame: the timers of a hidden or sleeping page fire late and all
     * together, and a watchdog of its own would then bite before the line had a chance to answer.
     */
    function ping() {
      nextPing = clock.after(PING_EVERY_MS, ping);
      answered();
      answered = clock.after(ANSWER_MAX_MS, () => end('waiting', CLOSE.silent));
      transmit({ type: 'ping' });
    }

    function transmit(frame: unknown): boolean {
      if (socket?.readyState !== OPEN) return false;
      try {
        socket.send(JSON.stringify(frame));
        return true;
      } catch {
        return false;
      }
    }

    function end(next: 'waiting' | 'ended', code?: number) {
      if (!isOurs()) return;
      status = next;
      release(code);
      events.status(next, code);
    }

    /** Does not wait for the socket's own `close`: on a dead line that takes the browser a minute. */
    function release(code?: number) {
      tooLate();
      nextPing();
      answered();
      if (!socket) return;
      socket.onopen = socket.onmessage = socket.onclose = null;
      // A browser may close with 1000 or 3000 and above only, and throws at anything else.
      socket.close(code === CLOSE.silent ? code : 1000);
    }

    function isOurs() {
      return status === 'connecting' || status === 'ready';
    }
  };
}
