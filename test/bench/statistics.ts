import type { Ratio, Row } from './figure.ts';

/** The middle one, or the mean of the two in the middle. NaN of nothing. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? high : (high + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The smallest number that `share` (0 to 1) of all do not exceed. NaN of nothing. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Of what each measured, one number a round. */
export type Numbers = { ours: number[]; others: Record<string, number[]> };

/** One number of each round of a contest. */
export function roundsOf<Round>(
  { touchline = [], ...others }: Record<string, Round[]>,
  pick: (round: Round) => number,
): Numbers {
  const picked = Object.entries(others).map(([name, rounds]) => [name, rounds.map(pick)]);
  return { ours: touchline.map(pick), others: Object.fromEntries(picked) };
}

export function rowOf(figure: string, unit: Row['unit'], { ours, others }: Numbers): Row {
  const each = <Value>(value: (theirs: number[]) => Value) =>
    Object.fromEntries(Object.entries(others).map(([name, theirs]) => [name, value(theirs)]));
  return {
    figure,
    value: rounded(median(ours)),
    unit,
    against: each((theirs) => rounded(median(theirs))),
    ratios: each((theirs) => ratioOf(ours.map((one, i) => one / (theirs[i] ?? Number.NaN)))),
    rounds: ours.length,
  };
}

function ratioOf(ratios: number[]): Ratio {
  return {
    median: rounded(median(ratios)),
    lowest: rounded(Math.min(...ratios)),
    highest: rounded(Math.max(...ratios)),
  };
}

function rounded(number: number): number {
  return Number(number.toPrecision(4));
}
