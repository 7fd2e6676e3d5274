import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { expect, it } from 'vitest';
import { createAllowance } from './allowance.ts';

it('lets each have so much in a window, and no more', () => {
  const clock = fakeClock();
  const allows = createAllowance(clock, 100, 1_000);
  expect([allows('a', 60), allows('a', 60), allows('a', 40), allows('a', 1)]).toEqual([true, false, true, false]);
  expect(allows('b', 100)).toBe(true);
  clock.advance(1_001);
  expect(allows('a', 100)).toBe(true);
});
