import { expect, test } from 'vitest';
import { ROW_HEIGHT_PX, windowOf } from './window.ts';

test('of five thousand rows only those near the screen are made', () => {
  const { from, to } = windowOf(2_000 * ROW_HEIGHT_PX, 800, 5_000);
  expect(from).toBeLessThanOrEqual(2_000);
  expect(to).toBeGreaterThanOrEqual(2_010);
  expect(to - from).toBeLessThan(30);
});

test('the window never leaves the list, even when the list has shrunk under it', () => {
  expect(windowOf(0, 800, 3)).toEqual({ from: 0, to: 3 });
  expect(windowOf(9_000, 800, 2)).toEqual({ from: 2, to: 2 });
});
