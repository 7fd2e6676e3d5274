import { describe, expect, it } from 'vitest';
import { addPacked, countsOf, emptyHistogram } from './histogram.ts';

/** As the database packs them. */
function packed(entries: [bucket: number, n: number][]): Buffer {
  const bytes = Buffer.alloc(entries.length * 6);
  entries.forEach(([bucket, n], i) => {
    bytes.writeUInt16BE(bucket, i * 6);
    bytes.writeUInt32BE(n, i * 6 + 2);
  });
  return bytes;
}

function counted(entries: [bucket: number, n: number][]) {
  const histogram = emptyHistogram();
  addPacked(histogram, packed(entries));
  return countsOf(histogram);
}

describe('a histogram', () => {
  it('adds what is put end to end, also the same bucket twice', () => {
    expect(
      counted([
        [5, 3],
        [2, 1],
        [5, 70_000],
      ]),
    ).toMatchObject({ n: 70_004, median: 5, counts: [0, 0, 1, 0, 0, 70_003, 0, 0] });
  });

  it.each([
    [1, 0, 0],
    [2, 0, 1],
    [3, 1, 2],
    [10, 4, 8],
    [11, 5, 9],
    [100, 49, 89],
  ])('of %i that are all different has its percentiles at the nearest rank', (n, median, p90) => {
    expect(counted(Array.from({ length: n }, (_, bucket) => [bucket, 1]))).toMatchObject({ n, median, p90 });
  });

  it('knows the longest duration that there is', () => {
    expect(counted([[511, 1]])).toMatchObject({ n: 1, median: 511, p90: 511 });
  });
});
