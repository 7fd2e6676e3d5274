/** What became of a fault's tests, and the table in which it is kept: one line for each fault and form. */
import { bound, type Figure } from './figures.ts';

export type FaultResult = {
  /** As in the delivery contract: `T4`. */
  fault: string;
  form: 'quick' | 'full';
  figures: Figure[];
  /** Every promise held. */
  held: boolean;
  /** Of its controls, how many failed, as they must. */
  controls: { failed: number; of: number };
  seconds: number;
  date: string;
  seed: number;
};

export const passed = ({ held, controls }: FaultResult) => held && controls.of > 0 && controls.failed === controls.of;

const HEAD = [
  '| fault | form | what was counted | wrong | control failed | holds | took | seed | date |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

export function lineOf(result: FaultResult): string {
  const { fault, form, figures, held, controls, seconds, seed, date } = result;
  const about = figures.map(({ name }) => name.replace(/^T\d+,? ?/, '') || 'as in the contract').join('<br>');
  const wrong = figures.map(({ problems, n }) => `${problems} of ${n.toLocaleString('en')}${bound(problems, n)}`);
  const control =
    controls.failed === controls.of ? `yes (${controls.of})` : `NO (${controls.failed} of ${controls.of})`;
  const cells = [fault, form, about, wrong.join('<br>'), control, held ? 'yes' : 'NO', `${seconds} s`, seed, date];
  return `| ${cells.join(' | ')} |`;
}

/** The text with the lines of these results put in, each in place of its former one. */
export function withResults(text: string, results: FaultResult[], machine: string): string {
  const lines = new Map(text.split('\n').flatMap((line) => (keyOf(line) ? [[keyOf(line), line]] : [])));
  for (const result of results) lines.set(keyOf(lineOf(result)), lineOf(result));
  const sorted = [...lines.values()].toSorted((a, b) => numberOf(a) - numberOf(b) || a.localeCompare(b));
  return `${[INTRODUCTION, `Machine of the newest line: ${machine}.`, '', ...HEAD, ...sorted].join('\n')}\n`;
}

const keyOf = (line: string) => /^\| (T\d+ \| \w+) \|/.exec(line)?.[1];
const numberOf = (line: string) => Number(/T(\d+)/.exec(line)?.[1]);

const INTRODUCTION = `# The faults and what they did

Written by \`npm run test:faults -- --write\` (and by every run with \`--full\`). Beside a zero stands how often it may
still go wrong, with 95 % confidence: 3 in N. A line counts only where its control, the same check under a planted defect,
failed.
`;
