/**
 * Durations as they are counted: in buckets of 250 ms up to 8 s, and from there on in sixteen to each doubling. So two
 * counts are added by adding their buckets, and what a percentile is read as lies within 1/32 of the exact one.
 */
const UNIT_MS = 250;
const PER_DOUBLING = 16;
/** Of so many units on, buckets are wider than one. */
const LINEAR = 2 * PER_DOUBLING;

/** Rises with the duration. */
export function bucketOf(ms: number): number {
  const units = Math.floor(ms / UNIT_MS);
  if (units < LINEAR) return units;
  const doublings = Math.floor(Math.log2(units)) - 4;
  return doublings * PER_DOUBLING + Math.floor(units / 2 ** doublings);
}

/** The middle of what falls into it, in ms. */
export function middleOf(bucket: number): number {
  if (bucket < LINEAR) return bucket * UNIT_MS + UNIT_MS / 2;
  const doublings = Math.floor(bucket / PER_DOUBLING) - 1;
  const units = bucket - doublings * PER_DOUBLING;
  return Math.round((units + 0.5) * 2 ** doublings * UNIT_MS);
}

/** How soon somebody was answered, as `asked` counts it. */
export const ANSWERED = { not: 0, in1m: 1, in2m: 2, in5m: 5, later: 6 } as const;

export function answeredIn(ms: number): number {
  if (ms <= 60_000) return ANSWERED.in1m;
  if (ms <= 120_000) return ANSWERED.in2m;
  return ms <= 300_000 ? ANSWERED.in5m : ANSWERED.later;
}
