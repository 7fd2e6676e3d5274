/** A figure: something measured, ours against others', in one run on one machine, so that the ratio means something. */

/** One line of the output. */
export type Row = {
  /** `<figure>/<size>`, and for a further quantity of the same run `/<quantity>`. */
  figure: string;
  /** Ours, in `unit`: the median of the rounds. */
  value: number;
  /** Of ours, among the rounds. */
  lowest: number;
  highest: number;
  unit: 'messages/s' | 'ms' | 's' | 'KB' | 'sockets/s' | '%' | 'tasks';
  /** The others' medians, in the same unit. */
  against: Record<string, number>;
  /** The median ratio to the one that counts; absent where there are no others. */
  ratio?: number;
  /** Ours divided by each of the others', round by round, because neighbours in time share a noise. */
  ratios: Record<string, Ratio>;
  /** So many rounds. */
  rounds: number;
};

/** Of the rounds' ratios. */
export type Ratio = { median: number; lowest: number; highest: number };

export type BenchOptions = {
  /** For a smoke test: fewer and shorter rounds. The numbers say little. */
  quick: boolean;
  /** Where the processes under test leave their CPU profiles; null leaves none. */
  profileDir: string | null;
  /** What happens, in a sentence; shown on standard error. */
  say(sentence: string): void;
};

/** `measure` ends every process that it started, also when it throws. */
export type Figure = { name: string; measure(options: BenchOptions): Promise<Row[]> };
