import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock-fake.ts';
import { CLOSE } from '../wire.ts';
import type { Connect, ConnectionEvents, ConnectionStatus } from './connection.ts';
import { socketOrPolling, type Way } from './poll-choice.ts';
import { reconnecting } from './reconnect.ts';

type Frame = { type: string };
type Attempt = { way: Way; closed: boolean; become(status: ConnectionStatus, code?: number): void };

/** A reconnecting client of which the test plays every attempt, by either way. */
function start() {
  const clock = fakeClock();
  const attempts: Attempt[] = [];
  const by: Way[] = [];
  const seen: string[] = [];
  const attempting =
    (way: Way): Connect<Frame, Frame> =>
    (events: ConnectionEvents<Frame>) => {
      let status: ConnectionStatus = 'connecting';
      const attempt: Attempt = {
        way,
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
        send: () => true,
        close: () => (attempt.closed = true),
      };
    };
  const socket = attempting('socket');
  let loads = 0;
  const loading = { fails: false };
  const otherWay = async () => {
    loads++;
    if (loading.fails) throw new Error('the relay is down');
    return socketOrPolling({ socket, polling: () => attempting('polling'), clock, by: (way) => by.push(way) });
  };
  reconnecting(socket, { clock, random: () => 1, otherWay })({
    frame() {},
    status: (status) => seen.push(status),
  });
  const last = () => attempts.at(-1) as Attempt;
  const fail = async (code = 1006) => {
    last().become('waiting', code);
    await Promise.resolve();
    await Promise.resolve();
    const before = attempts.length;
    while (attempts.length === before) clock.advance(100);
  };
  return {
    clock,
    attempts,
    by,
    seen,
    last,
    fail,
    loading,
    loads: () => loads,
    ways: () => attempts.map(({ way }) => way),
  };
}

describe('which way a client connects', () => {
  it('by polling after two sockets that were never ready', async () => {
    const { fail, ways } = start();
    await fail();
    await fail();
    expect(ways()).toEqual(['socket', 'socket', 'polling']);
  });

  it('by polling after one that got no answer at all', async () => {
    const { fail, ways } = start();
    await fail(CLOSE.silent);
    expect(ways()).toEqual(['socket', 'polling']);
  });

  it('by socket again after one that was lost, even if by silence', async () => {
    const { fail, ways, last, loads } = start();
    last().become('ready');
    await fail(CLOSE.silent);
    expect(ways()).toEqual(['socket', 'socket']);
    expect(loads()).toBe(0);
  });

  it('by socket for as long as there is nothing to load, which is so while the relay is down', async () => {
    const { fail, ways, loading } = start();
    loading.fails = true;
    for (let i = 0; i < 5; i++) await fail();
    expect(ways()).toEqual(Array(6).fill('socket'));
    loading.fails = false;
    await fail();
    expect(ways().at(-1)).toBe('polling');
  });

  it('by the one and the other in turn while neither works', async () => {
    const { fail, ways } = start();
    for (let i = 0; i < 5; i++) await fail();
    expect(ways()).toEqual(['socket', 'socket', 'polling', 'socket', 'polling', 'socket']);
  });

  it('back by socket as soon as one is ready beside the polls, which go on until then', async () => {
    const { fail, last, attempts, clock, ways, by, seen } = start();
    await fail();
    await fail();
    const polling = last();
    polling.become('ready');
    clock.advance(11_000);
    const trial = last();
    expect(trial.way).toBe('socket');
    expect(polling.closed).toBe(false);
    trial.become('ready');
    expect(polling.closed).toBe(true);
    clock.advance(500);
    last().become('ready');
    expect(ways()).toEqual(['socket', 'socket', 'polling', 'socket', 'socket']);
    expect(by).toEqual(['polling', 'socket']);
    expect(seen.at(-1)).toBe('ready');
    expect(attempts.filter(({ closed }) => !closed)).toContain(last());
  });

  it('and tries that ever more rarely, in the end every five minutes', async () => {
    const { fail, last, attempts, clock } = start();
    await fail();
    await fail();
    last().become('ready');
    const tries: number[] = [];
    for (let known = attempts.length; tries.length < 7; clock.advance(100)) {
      if (attempts.length === known) continue;
      known = attempts.length;
      tries.push(clock.now());
      last().become('waiting', 1006);
    }
    const pauses = tries.slice(1).map((at, i) => Math.round((at - (tries[i] ?? 0)) / 1_000));
    expect(pauses).toEqual([44, 176, 300, 300, 300, 300]);
  });

  it('with nothing left over when polling is lost during a trial', async () => {
    const { fail, last, attempts, clock } = start();
    await fail();
    await fail();
    const polling = last();
    polling.become('ready');
    clock.advance(11_000);
    const trial = last();
    polling.become('waiting', 1012);
    expect(trial.closed).toBe(true);
    const before = attempts.length;
    clock.advance(2_000);
    expect(attempts.slice(before).map(({ way }) => way)).toEqual(['polling']);
  });
});
