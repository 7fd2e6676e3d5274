/**
 * What `npm test` runs, and what a machine without anybody at it runs: everything that must hold, in order of cost.
 *
 *     node test/run.ts                   all of it
 *     node test/run.ts relay/platform    only the tests in files whose path contains one of the words
 *
 * Output of a step is shown only when it fails. The last line is always `N passed, N failed`, steps and tests added
 * up, and any failure makes the exit code 1.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { COUNTS_FILE, type Counts } from './support/counts.ts';
import { ensureRequirements } from './support/requirements.ts';

const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');
const packages = ['shared', 'widget', 'relay', 'inbox', 'examples', 'test'];

type Outcome = { passed: number; failed: number; note?: string; output?: string };

let passed = 0;
let failed = 0;
let running: ChildProcess | undefined;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    running?.kill(signal);
    process.exit(1);
  });
}

const filters = process.argv.slice(2);
await step('Redis, nginx and browsers', async () => {
  const problem = ensureRequirements();
  return { passed: problem ? 0 : 1, failed: problem ? 1 : 0, ...(problem && { output: problem }) };
});
if (filters.length === 0) {
  await step('format and lint', () => run(join(bin, 'biome'), ['check', '.']));
  for (const name of packages) await step(`types of ${name}`, () => run(join(bin, 'tsc'), ['-p', name]));
  for (const name of ['widget', 'inbox'])
    await step(`build of ${name}`, () => run(process.execPath, [`${name}/build.ts`]));
}
await step('tests', () => vitest('parts', '--maxWorkers', '2'));
await step('faults, in their quick form', () => vitest('faults', '--maxWorkers', '3'));
await step('broken lines, in a browser', () => vitest('lines', '--maxWorkers', '3'));
await step('tests in a browser', () => vitest('browser', '--maxWorkers', '2'));
await step('what is measured in a browser', () => vitest('measured'));
await step('tests in Firefox and WebKitGTK', () => vitest('webdriver'));

if (filters.length > 0 && passed + failed === 1) {
  console.log(`no test file matches ${filters.join(' ')}`);
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function step(name: string, work: () => Promise<Outcome>): Promise<void> {
  const start = performance.now();
  const outcome = await work();
  passed += outcome.passed;
  failed += outcome.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (outcome.failed > 0 && outcome.output) console.log(outcome.output.trimEnd());
  console.log(`${outcome.failed > 0 ? '✗' : '✓'} ${name}${outcome.note ?? ''} (${seconds} s)`);
}

async function run(command: string, args: string[]): Promise<Outcome> {
  const { code, output } = await capture(command, args, {});
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

/** Its tests count, not the step; but a run that fails without a failed test (a crash) counts as one. */
async function vitest(
  project: 'parts' | 'faults' | 'lines' | 'browser' | 'measured' | 'webdriver',
  ...more: string[]
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-counts-'));
  const file = join(folder, 'counts.json');
  const args = [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    project,
    '--passWithNoTests',
    ...more,
    ...filters,
  ];
  const { code, output } = await capture(join(bin, 'vitest'), args, { [COUNTS_FILE]: file });
  const counts: Counts = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  rmSync(folder, { recursive: true });
  const failures = counts.failed || (code === 0 ? 0 : 1);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  return {
    passed: counts.passed,
    failed: failures,
    note: `: ${counts.passed} of ${counts.passed + failures}${skipped}`,
    output,
  };
}

/** Standard input is closed for what runs here: nothing may wait for an answer. */
function capture(
  command: string,
  args: string[],
  extra: Record<string, string>,
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Our own Node first: the machine may have an older one, and these programs start whichever they find.
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env.PATH}`,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        ...extra,
      },
    });
    running = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => done({ code: 1, output: `${command}: ${error.message}` }));
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}
