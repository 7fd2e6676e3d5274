import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock-fake.ts';
import { CLOSE } from '../wire.ts';
import type { ConnectionEvents, ConnectionStatus } from './connection.ts';
import { browserWake, reconnecting } from './reconnect.ts';

type Frame = { type: string };
type Attempt = ConnectionEvents<Frame> & {
  sent: Frame[];
  closed: boolean;
  become(status: ConnectionStatus, code?: number): void;
};

function start(random = () => 1) {
  const clock = fakeClock();
  const attempts: Attempt[] = [];
  const seen: string[] = [];
  let wake = () => {};
  const connection = reconnecting<Frame, Frame>(
    (events) => {
      let status: ConnectionStatus = 'connecting';
      const attempt: Attempt = {
        ...events,
        sent: [],
        closed: false,
        become(next, code) {
          status = next;
          events.status(next, code);
        },
      };
      attempts.push(attempt);
      return {
        get status() {
          return status;
        },
        send: (frame) => attempt.sent.push(frame) > 0,
        close() {
          attempt.closed = true;
        },
      };
    },
    {
      clock,
      random,
      wake(now) {
        wake = now;
        return () => {
          wake = () => {};
        };
      },
    },
  )({
    frame: (frame) => seen.push(`<${frame.type}>`),
    status: (status, code) => seen.push(code === undefined ? status : `${status} ${code}`),
  });
  const last = () => {
    const attempt = attempts[attempts.length - 1];
    if (!attempt) throw new Error('nothing was attempted');
    return attempt;
  };
  return { clock, attempts, last, seen, connection, wake: () => wake() };
}

describe('a reconnecting connection', () => {
  it('comes back after a loss', () => {
    const { clock, attempts, last, seen, connection } = start();
    last().become('ready');
    last().become('waiting', 1006);
    expect(connection.status).toBe('waiting');
    clock.advance(500);
    last().become('ready');
    last().frame({ type: 'ready' });
    expect(seen).toEqual(['ready', 'waiting 1006', 'connecting', 'ready', '<ready>']);
    expect(attempts).toHaveLength(2);
  });

  it('waits longer after every loss, up to 30 s, and never gives up', () => {
    const { clock, attempts, last } = start();
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      last().become('waiting', 1006);
      const from = clock.now();
      for (const before = attempts.length; attempts.length === before; ) clock.advance(10);
      waits.push(clock.now() - from);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, ...Array(6).fill(30_000)]);
  });

  it('spreads its return over the whole time, and may come back at once', () => {
    const { clock, attempts, last } = start(() => 0);
    last().become('waiting', 1006);
    clock.advance(0);
    expect(attempts).toHaveLength(2);
  });

  it.each([
    [CLOSE.restart, 0, 2_000],
    [CLOSE.unavailable, 1_000, 5_000],
    [CLOSE.tooFast, 1_000, 5_000],
    [1006, 0, 500],
  ])('after %i comes back between %i and %i ms', (code, floor, ceiling) => {
    for (const [random, expected] of [
      [0, floor],
      [1, ceiling],
    ] as const) {
      const { clock, attempts, last } = start(() => random);
      last().become('waiting', code);
      clock.advance(expected - 1);
      expect(attempts).toHaveLength(1);
      clock.advance(1);
      expect(attempts).toHaveLength(2);
    }
  });

  it('forgets its losses after a line that held, and not after one that did not', () => {
    const { clock, attempts, last } = start();
    const lose = () => {
      last().become('waiting', 1006);
      clock.advance(500);
    };
    lose();
    last().become('ready');
    clock.advance(9_999);
    lose();
    expect(attempts).toHaveLength(2);
    clock.advance(500);
    last().become('ready');
    clock.advance(10_000);
    lose();
    expect(attempts).toHaveLength(4);
  });

  it('ends when the connection does, and stays ended', () => {
    const { clock, attempts, last, seen, wake } = start();
    last().become('ended', CLOSE.signedOut);
    wake();
    clock.advance(3_600_000);
    expect(seen).toEqual(['ended 4401']);
    expect(attempts).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  it('ignores a connection that is no longer its own', () => {
    const { clock, attempts, last, seen } = start();
    last().become('waiting', 1006);
    clock.advance(500);
    attempts[0]?.frame({ type: 'events' });
    attempts[0]?.status('ended', CLOSE.signedOut);
    last().become('ready');
    expect(seen).toEqual(['waiting 1006', 'connecting', 'ready']);
  });

  it('hands frames to a ready line only', () => {
    const { last, connection } = start();
    expect(connection.send({ type: 'post' })).toBe(false);
    last().become('ready');
    expect(connection.send({ type: 'post' })).toBe(true);
    last().become('waiting', 1006);
    expect(connection.send({ type: 'post' })).toBe(false);
    expect(last().sent).toEqual([{ type: 'post' }]);
  });

  it('close() ends everything: the line, the timers, the wake-ups, the callbacks', () => {
    const { clock, attempts, last, seen, connection, wake } = start();
    last().become('ready');
    wake();
    connection.close();
    last().status('waiting', 1006);
    last().frame({ type: 'pong' });
    wake();
    clock.advance(3_600_000);
    expect(seen).toEqual(['ready']);
    expect(attempts.map(({ closed }) => closed)).toEqual([true]);
    expect(clock.pending()).toBe(0);
    expect(connection.status).toBe('ended');
  });
});

describe('waking', () => {
  it('tries again at once', () => {
    const { clock, attempts, last, wake } = start();
    for (let i = 0; i < 8; i++) {
      last().become('waiting', 1006);
      wake();
      expect(attempts).toHaveLength(i + 2);
    }
    expect(clock.pending()).toBe(0);
  });

  it('asks a line that looks ready, and keeps it when it answers', () => {
    const { clock, attempts, last, wake } = start();
    last().become('ready');
    wake();
    wake();
    expect(last().sent).toEqual([{ type: 'ping' }]);
    last().frame({ type: 'pong' });
    clock.advance(60_000);
    expect(attempts).toHaveLength(1);
  });

  it('leaves a line that does not answer within 4 s, and is back at once', () => {
    const { clock, attempts, last, seen, wake } = start();
    last().become('ready');
    wake();
    clock.advance(3_999);
    expect(attempts).toHaveLength(1);
    clock.advance(1);
    expect(attempts.map(({ closed }) => closed)).toEqual([true, false]);
    expect(seen).toEqual(['ready', 'waiting 4408', 'connecting']);
  });

  it('does not disturb an attempt that has just begun, but replaces an old one', () => {
    const { clock, attempts, wake } = start();
    clock.advance(4_000);
    wake();
    expect(attempts).toHaveLength(1);
    clock.advance(1);
    wake();
    expect(attempts.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('listens to the page for it, and stops', () => {
    const page = Object.assign(new EventTarget(), {
      document: Object.assign(new EventTarget(), { visibilityState: 'hidden' }),
    });
    let woken = 0;
    const real = globalThis as unknown as Record<string, unknown>;
    const kept = { ...real };
    real.document = page.document;
    real.addEventListener = page.addEventListener.bind(page);
    real.removeEventListener = page.removeEventListener.bind(page);
    try {
      const stop = browserWake(() => woken++);
      const shake = () => {
        page.dispatchEvent(new Event('online'));
        page.dispatchEvent(new Event('pageshow'));
        page.document.dispatchEvent(new Event('visibilitychange'));
      };
      shake();
      expect(woken).toBe(2);
      page.document.visibilityState = 'visible';
      shake();
      expect(woken).toBe(5);
      stop();
      shake();
      expect(woken).toBe(5);
    } finally {
      for (const name of ['document', 'addEventListener', 'removeEventListener']) real[name] = kept[name];
    }
  });
});
