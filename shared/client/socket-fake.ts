import type { Clock } from '../clock.ts';
import { fakeClock } from '../clock-fake.ts';
import { type SocketLike, socketConnector } from './connection.ts';

/** A socket whose other end is a test. */
export interface FakeSocket extends SocketLike {
  readonly url: string;
  /** Frames that the client has sent, oldest first. */
  readonly sent: { type: string; [field: string]: unknown }[];
  /** Codes with which the client has closed it. */
  readonly closes: (number | undefined)[];
  /** The connection is made. */
  accept(): void;
  /** The relay says something. */
  say(frame: unknown): void;
  /** The connection is over; the client is told. */
  end(code: number): void;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/** Makes sockets and keeps them, the newest last. */
export function fakeSockets() {
  const made: FakeSocket[] = [];
  return {
    made,
    get last(): FakeSocket {
      const socket = made[made.length - 1];
      if (!socket) throw new Error('no socket was made');
      return socket;
    },
    open(url: string): FakeSocket {
      const socket = fakeSocket(url);
      made.push(socket);
      return socket;
    },
  };
}

function fakeSocket(url: string): FakeSocket {
  let readyState = CONNECTING;
  const socket: FakeSocket = {
    url,
    sent: [],
    closes: [],
    get readyState() {
      return readyState;
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send: (data) => void socket.sent.push(JSON.parse(data)),
    close(code) {
      // As browsers have it.
      if (code !== undefined && code !== 1000 && code < 3000) throw new Error(`${code} may not be sent`);
      socket.closes.push(code);
      readyState = CLOSED;
    },
    accept() {
      readyState = OPEN;
      socket.onopen?.({} as never);
    },
    say(frame) {
      socket.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
    },
    end(code) {
      readyState = CLOSED;
      socket.onclose?.({ code });
    },
  };
  return socket;
}

/** Lets what waits for a promise run; a fake clock does not move promises. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

export type Frame = { type: string; [field: string]: unknown };

/** A connection over fake sockets. `seen` is what happened, in order: statuses with their codes, and the types of frames. */
export function startConnection(
  options: { hello?: () => Promise<Frame>; socket?: (url: string) => never; clock?: Clock } = {},
) {
  const clock = fakeClock();
  const sockets = fakeSockets();
  const seen: string[] = [];
  const connect = socketConnector<Frame, Frame>({
    url: () => 'wss://relay.example/socket',
    hello: options.hello ?? (async () => ({ type: 'hello' })),
    socket: options.socket ?? sockets.open,
    clock: options.clock ?? clock,
  });
  const connection = connect({
    frame: (frame) => seen.push(`<${frame.type}>`),
    status: (status, code) => seen.push(code === undefined ? status : `${status} ${code}`),
  });
  return { clock, sockets, seen, connection };
}

export async function startReady(clock?: Clock) {
  const started = startConnection(clock && { clock });
  started.sockets.last.accept();
  await settled();
  started.sockets.last.say({ type: 'ready' });
  return started;
}
