/** Adds the result of each fault, as soon as its file has run, to the file that `test/faults/run.ts` names. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { systemClock } from '@touchline/shared/clock.ts';
import type { Reporter, TestModule } from 'vitest/node';
import type { FaultResult } from './fault-results.ts';
import { FIGURES_FILE, type Figure } from './figures.ts';

export const RESULTS_FILE = 'FAULTS_RESULTS';

export default class FaultReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const file = process.env[RESULTS_FILE];
    const tests = [...module.children.allTests()];
    const fault = /T\d+/.exec(tests[0]?.fullName ?? '')?.[0];
    if (!file || !fault) return;
    const isPassed = (test: (typeof tests)[number]) => test.result().state === 'passed';
    const controls = tests.filter((test) => test.name.startsWith('the check fails'));
    const result: FaultResult = {
      fault,
      form: process.env.FAULTS === 'full' ? 'full' : 'quick',
      figures: figuresOf(fault),
      held: module.errors().length === 0 && tests.every((test) => controls.includes(test) || isPassed(test)),
      // A control is green when the check failed under it.
      controls: { failed: controls.filter(isPassed).length, of: controls.length },
      seconds: Math.round(module.diagnostic().duration / 1000),
      date: new Date(systemClock.now()).toISOString().slice(0, 10),
      seed: Number(process.env.FAULTS_SEED),
    };
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  }
}

function figuresOf(fault: string): Figure[] {
  const file = process.env[FIGURES_FILE];
  if (!file || !existsSync(file)) return [];
  const figures: Figure[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return figures.filter(({ name }) => /^T\d+/.exec(name)?.[0] === fault);
}
