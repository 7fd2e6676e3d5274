import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { expect, it } from 'vitest';
import { createProbe } from './bus-probe.ts';

function probing(echo: () => boolean) {
  const clock = fakeClock();
  const deafAt: number[] = [];
  const start = clock.now();
  const probe = createProbe({
    clock,
    send: () => {
      if (echo()) clock.after(5, probe.heard);
    },
    deaf: () => deafAt.push(clock.now() - start),
  });
  return { clock, deafAt, probe };
}

it('a subscription that hears its probe is never called deaf', () => {
  const { clock, deafAt } = probing(() => true);
  clock.advance(3_600_000);
  expect(deafAt).toEqual([]);
});

it('one that hears none is called deaf within ten seconds, and again every few', () => {
  let alive = true;
  const { clock, deafAt } = probing(() => alive);
  clock.advance(60_010);
  alive = false;
  clock.advance(20_000);
  expect(deafAt[0]).toBeGreaterThan(60_000);
  expect(deafAt[0]).toBeLessThanOrEqual(70_000);
  expect(deafAt.length).toBeGreaterThanOrEqual(2);
});

it('a process that was stopped for a minute has not been deaf', () => {
  const { clock, deafAt, probe } = probing(() => true);
  clock.advance(10_000);
  // Its timers fall due once, however late.
  probe.now();
  clock.advance(10_000);
  expect(deafAt).toEqual([]);
});

it('says nothing after it was stopped', () => {
  const { clock, probe } = probing(() => false);
  probe.stop();
  expect(clock.pending()).toBe(0);
});
