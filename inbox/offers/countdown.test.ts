import { expect, test } from 'vitest';
import { countdown, secondsLeft } from './countdown.ts';

test('a count-down is never below zero and never absurd, however far off a clock is', () => {
  expect(secondsLeft(31_000, 1_000)).toBe(30);
  expect(secondsLeft(1_100, 1_000)).toBe(1);
  expect(secondsLeft(0, 3_600_000)).toBe(0);
  expect(secondsLeft(365 * 86_400_000, 0)).toBe(3_600);
});

test('it reads as a clock does', () => {
  expect([0, 9, 60, 615].map(countdown)).toEqual(['0:00', '0:09', '1:00', '10:15']);
});
