/**
 * The faults of the delivery contract, one file each, and the table of what came of them.
 *
 *     npm run test:faults                       all of them, in their quick form
 *     npm run test:faults -- --full             with the full counts, which takes hours; writes RESULTS.md
 *     npm run test:faults -- --only T4,T8       these alone
 *     npm run test:faults -- --resume           without those that an earlier run in this form has finished well
 *     npm run test:faults -- --seed 42          the choices of an earlier run again
 *     npm run test:faults -- --write            quick, and writes RESULTS.md all the same
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RESULTS_FILE } from '../support/fault-reporter.ts';
import { type FaultResult, lineOf, passed, withResults } from '../support/fault-results.ts';
import { FIGURES_FILE } from '../support/figures.ts';
import { ensureRequirements } from '../support/requirements.ts';

/** Most of a fault is waiting; the full counts measure under load and want the machine to themselves. */
const WORKERS = { quick: '3', full: '1' };

const root = resolve(import.meta.dirname, '../..');
const bin = join(root, 'node_modules', '.bin');
const table = join(import.meta.dirname, 'RESULTS.md');
/** Finished faults, one line of JSON each; for `--resume`. */
const finished = join(import.meta.dirname, '.state.jsonl');

const { values: asked } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    resume: { type: 'boolean', default: false },
    seed: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const form = asked.full ? 'full' : 'quick';
const seed = Number(asked.seed ?? 1 + Math.floor(Math.random() * 1e9));
const problem = ensureRequirements();
if (problem) end(problem);

const files = filesOfFaults();
const only = asked.only?.toUpperCase().split(',') ?? [...files.keys()];
const unknown = only.filter((fault) => !files.has(fault));
if (unknown.length > 0) end(`no test of ${unknown.join(', ')}; there are ${[...files.keys()].join(', ')}`);
if (!asked.resume) rmSync(finished, { force: true });
const done = readFinished().filter((result) => result.form === form && passed(result));
const left = only.filter((fault) => !done.some((result) => result.fault === fault));

console.log(`${form} form, seed ${seed}: ${left.join(', ') || 'nothing left to do'}`);
if (left.length > 0) await vitest(left.map((fault) => files.get(fault) ?? ''));

const results = readFinished().filter((result) => result.form === form && only.includes(result.fault));
for (const result of results) console.log(lineOf(result));
if (asked.full || asked.write) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB`;
  writeFileSync(table, withResults(existsSync(table) ? readFileSync(table, 'utf8') : '', results, machine));
}
const good = only.filter((fault) => results.findLast((result) => result.fault === fault && passed(result)));
end(`${good.length} passed, ${only.length - good.length} failed`, good.length === only.length ? 0 : 1);

/** By number: the fault that a file's first `describe` names. */
function filesOfFaults(): Map<string, string> {
  const named = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name): [string, string][] => {
      const fault = /'(T\d+): /.exec(readFileSync(join(import.meta.dirname, name), 'utf8'))?.[1];
      return fault ? [[fault, `test/faults/${name}`]] : [];
    });
  return new Map(named.toSorted(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1))));
}

function readFinished(): FaultResult[] {
  if (!existsSync(finished)) return [];
  const lines = readFileSync(finished, 'utf8').trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** Resolves when it has run, whatever came of it: that stands in the results. */
async function vitest(chosen: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-faults-'));
  const reporters = ['--reporter=default', '--reporter=test/support/fault-reporter.ts'];
  const args = ['run', '--config', 'test/vitest.config.ts', '--project', 'faults', '--maxWorkers', WORKERS[form]];
  const child = spawn(join(bin, 'vitest'), [...args, ...reporters, ...chosen], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      FAULTS: form,
      FAULTS_SEED: `${seed}`,
      [FIGURES_FILE]: join(folder, 'figures.jsonl'),
      [RESULTS_FILE]: finished,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  await new Promise((ended) => child.once('close', ended));
  rmSync(folder, { recursive: true });
}

function end(words: string, code = 1): never {
  console.log(words);
  process.exit(code);
}
