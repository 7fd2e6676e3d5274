import type { Ratio, Row } from './figure.ts';
import type { Round } from './generator.ts';

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
type Numbers = { ours: number[]; others: Record<string, number[]> };

/** What a contest showed: how much, how late. The first of the others is the one that counts. */
export function rowsOf(figure: string, results: Record<string, Round[]>): Row[] {
  const { touchline = [], ...others } = results;
  const all = (pick: (round: Round) => number): Numbers => ({
    ours: touchline.map(pick),
    others: Object.fromEntries(Object.entries(others).map(([name, rounds]) => [name, rounds.map(pick)])),
  });
  return [
    rowOf(
      figure,
      'messages/s',
      all(({ perSecond }) => perSecond),
    ),
    rowOf(
      `${figure}/p50`,
      'ms',
      all(({ p50 }) => p50),
    ),
    rowOf(
      `${figure}/p99`,
      'ms',
      all(({ p99 }) => p99),
    ),
  ];
}

export function rowOf(figure: string, unit: Row['unit'], { ours, others }: Numbers): Row {
  const each = <Value>(value: (theirs: number[]) => Value) =>
    Object.fromEntries(Object.entries(others).map(([name, theirs]) => [name, value(theirs)]));
  const ratios = each((theirs) => ratioOf(ours.map((one, i) => one / (theirs[i] ?? Number.NaN))));
  const [first] = Object.values(ratios);
  return {
    figure,
    value: rounded(median(ours)),
    lowest: rounded(Math.min(...ours)),
    highest: rounded(Math.max(...ours)),
    unit,
    against: each((theirs) => rounded(median(theirs))),
    ...(first && { ratio: first.median }),
    ratios,
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
