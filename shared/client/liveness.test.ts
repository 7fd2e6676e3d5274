import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import { fakeClock } from '../clock-fake.ts';
import { PING_EVERY_MS, SILENCE_MAX_MS } from '../wire.ts';
import { startReady } from './socket-fake.ts';

describe('liveness', () => {
  it('pings every 20 s and stays while it is answered', async () => {
    const { clock, sockets, seen } = await startReady();
    for (let i = 0; i < 5; i++) {
      clock.advance(PING_EVERY_MS);
      sockets.last.say({ type: 'pong' });
    }
    expect(sockets.last.sent.filter(({ type }) => type === 'ping')).toHaveLength(5);
    expect(seen).not.toContain('waiting 4408');
  });

  it('takes any frame for a sign of life', async () => {
    const { clock, sockets, seen } = await startReady();
    clock.advance(PING_EVERY_MS);
    sockets.last.say({ type: 'events' });
    clock.advance(PING_EVERY_MS - 1);
    expect(seen).toEqual(['ready', '<ready>', '<events>']);
  });

  it('notices a line that died, at any moment, within the limit', async () => {
    for (let lastFrameAt = 0; lastFrameAt <= 60_000; lastFrameAt += 3_500) {
      const { clock, sockets, seen } = await startReady();
      for (let t = 0; t < lastFrameAt; t += 500) {
        sockets.last.say({ type: 'pong' });
        clock.advance(500);
      }
      clock.advance(SILENCE_MAX_MS);
      expect(seen).toContain('waiting 4408');
      expect(sockets.last.closes).toEqual([4408]);
    }
  });

  it('positive control: without the watchdog a dead line stays ready for ever', async () => {
    const clock = fakeClock();
    const noWatchdog: Clock = {
      now: clock.now,
      after: (ms, task) => clock.after(ms === SILENCE_MAX_MS - PING_EVERY_MS ? Infinity : ms, task),
    };
    const { connection } = await startReady(noWatchdog);
    clock.advance(10 * SILENCE_MAX_MS);
    expect(connection.status).toBe('ready');
  });

  it('gives a line time to answer when the timers of a hidden page come late and together', async () => {
    const due: (() => void)[] = [];
    const clock = { now: () => 0, after: (_ms: number, task: () => void) => pushed(due, task) };
    const { sockets, seen } = await startReady(clock);
    // Everything that was due meanwhile runs in one go; what that schedules is for the next time.
    for (let minute = 0; minute < 5; minute++) {
      for (const task of due.splice(0)) task();
      sockets.last.say({ type: 'pong' });
    }
    expect(sockets.last.sent.filter(({ type }) => type === 'ping')).toHaveLength(5);
    expect(seen).not.toContain('waiting 4408');
  });
});

function pushed(due: (() => void)[], task: () => void): () => void {
  due.push(task);
  return () => {
    if (due.includes(task)) due.splice(due.indexOf(task), 1);
  };
}
