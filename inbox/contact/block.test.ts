import { expect, it } from 'vitest';
import { blockOf } from './block.ts';

it('a block counts until its end, and one without an end always', () => {
  expect(blockOf({}, 5)).toBe(null);
  expect(blockOf({ block: { until: 5 } }, 4)).toEqual({ until: 5 });
  expect(blockOf({ block: { until: 5 } }, 5)).toBe(null);
  expect(blockOf({ block: { until: null } }, 5)).toEqual({ until: null });
});
