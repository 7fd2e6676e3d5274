/** From the rounds of a figure to the lines of the output. */
import type { Ratio, Row } from './figure.ts';
import type { Round } from './generator.ts';
import { median, percentile } from './statistics.ts';

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

/** How late the latest are: a percentile of all that was measured. */
export function lateRow(figure: string, ms: readonly number[], share: number): Row {
  const value = percentile(Float64Array.from(ms).sort(), share);
  return { ...rowOf(`${figure}/p${share * 100}`, 'ms', { ours: [...ms], others: {} }), value: rounded(value) };
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
