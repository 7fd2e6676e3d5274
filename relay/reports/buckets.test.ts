import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf, middleOf } from './buckets.ts';

const anyMs = fc.oneof(fc.nat(60_000), fc.nat(90 * 86_400_000));

it('what a bucket is read as is within 1/31 of what fell into it, or within 125 ms', () => {
  fc.assert(
    fc.property(anyMs, (ms) => {
      expect(Math.abs(middleOf(bucketOf(ms)) - ms)).toBeLessThanOrEqual(Math.max(125, ms / 31));
    }),
  );
});

it('longer is never in an earlier bucket, and buckets are few enough for the column', () => {
  fc.assert(
    fc.property(anyMs, anyMs, (a, b) => {
      expect(Math.sign(bucketOf(Math.max(a, b)) - bucketOf(Math.min(a, b)))).toBeGreaterThanOrEqual(0);
    }),
  );
  expect([0, 249, 250, 7_999, 8_000, 8_500].map(bucketOf)).toEqual([0, 0, 1, 31, 32, 33]);
  expect(bucketOf(50 * 366 * 86_400_000)).toBeLessThan(600);
});
