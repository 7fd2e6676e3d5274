/**
 * How many there were in each bucket. As it is stored: two bytes of the bucket and four of how many, for each; what is put
 * end to end is added. The relay counts, because a database that unpacks each is ten times as long about it.
 */

/** Lasts for durations of a year. */
const BUCKETS = 512;
const ENTRY_BYTES = 6;

/** Of rows of `bucket` and `n`. In order, so that the same is always stored as the same. */
export const PACKED = `string_agg(int2send(bucket) || int4send(n::integer), ''::bytea order by bucket)`;

export type Histogram = Float64Array;
export const emptyHistogram = (): Histogram => new Float64Array(BUCKETS);

export function addPacked(histogram: Histogram, packed: Buffer): void {
  for (let at = 0; at < packed.length; at += ENTRY_BYTES) {
    const bucket = packed.readUInt16BE(at);
    histogram[bucket] = (histogram[bucket] as number) + packed.readUInt32BE(at + 2);
  }
}

export type Counts = {
  n: number;
  /** Their buckets. */
  median: number;
  p90: number;
  /** How many in each of the first buckets, for measures that are told by bucket and not in time. */
  counts: number[];
};

/** As many of the first buckets as are told by themselves: marks, and how soon somebody was answered. */
const TOLD = 8;

/** Percentiles by the nearest rank: the first bucket up to which there are so many. */
export function countsOf(histogram: Histogram): Counts {
  let n = 0;
  for (const count of histogram) n += count;
  const bucketAt = (rank: number): number => {
    let upTo = 0;
    for (let bucket = 0; ; bucket++) {
      upTo += histogram[bucket] as number;
      if (upTo >= rank) return bucket;
    }
  };
  const counts = Array.from(histogram.subarray(0, TOLD));
  return { n, median: bucketAt(Math.ceil(n / 2)), p90: bucketAt(Math.ceil((n * 9) / 10)), counts };
}
