import { signal } from '@preact/signals';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { expect, test } from 'vitest';
import { RING_EVERY_MS, ringWhile } from './ringing.ts';

test('it rings until the offer is answered or gone, and at once for another', () => {
  const clock = fakeClock();
  const offered = signal('');
  let rung = 0;
  ringWhile(offered, () => rung++, clock);
  clock.advance(10 * RING_EVERY_MS);
  expect(rung).toBe(0);
  offered.value = 'a';
  expect(rung).toBe(1);
  clock.advance(2 * RING_EVERY_MS);
  expect(rung).toBe(3);
  offered.value = 'a,b';
  expect(rung).toBe(4);
  offered.value = '';
  clock.advance(10 * RING_EVERY_MS);
  expect(rung).toBe(4);
  expect(clock.pending()).toBe(0);
});
