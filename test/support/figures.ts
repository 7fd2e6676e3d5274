/**
 * How often a fault is repeated, by which chance, and how a zero is reported. `FAULTS=full` runs the full counts of the
 * contract, `FAULTS_SEED` repeats a run's choices.
 */
import { appendFileSync } from 'node:fs';

export function times({ quick, full }: { quick: number; full: number }): number {
  return process.env.FAULTS === 'full' ? full : quick;
}

/** A zero as the runner of the faults reads it; `n` is how many trials stand behind it. */
export type Figure = { name: string; problems: number; n: number };

/** Names the file to which figures are added, one line of JSON each. */
export const FIGURES_FILE = 'FAULTS_FIGURES';

/** None in N trials says with 95 % confidence that fewer than 3 in N go wrong. */
export function printZero(name: string, problems: readonly string[], n: number): void {
  process.stdout.write(`${name}: ${problems.length} of ${n.toLocaleString('en')}${bound(problems.length, n)}\n`);
  const figure: Figure = { name, problems: problems.length, n };
  const file = process.env[FIGURES_FILE];
  if (file) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}

export function bound(problems: number, n: number): string {
  return problems === 0 ? `, so at most ${percent(Math.min(1, 3 / n))} at 95 %` : '';
}

/** A number from 0 up to 1, the same row of them for the same seed, which it prints (mulberry32). */
export function seededRandom(name: string): () => number {
  const seed = Number(process.env.FAULTS_SEED) || Math.floor(Math.random() * 1e9);
  process.stdout.write(`${name}: seed ${seed}\n`);
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The value below which `share` of them lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
