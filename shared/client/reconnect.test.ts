import { describe, expect, it } from 'vitest';
import { CLOSE } from '../wire.ts';
import { startReconnecting as start } from './connection-fake.ts';

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
