/** A program that a test needs. It ends with the test's process, however that ends, where nobody ends it before. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { until } from './conditions.ts';

type Program = {
  /** Resolves once it has printed this, on standard output, on standard error or on its file descriptor 3. */
  prints(what: RegExp): Promise<string[]>;
  end(): Promise<void>;
};

export function startProgram(path: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  const gone = once(child, 'exit').then(() => process.off('exit', orphan));

  let output = '';
  for (const stream of child.stdio.slice(1) as Readable[]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    async end() {
      child.kill('SIGTERM');
      await gone;
    },
    async prints(what) {
      await until(`${path} prints ${what}`, () => what.test(output) || child.exitCode !== null);
      const found = what.exec(output);
      if (!found) throw new Error(`${path} ended: ${output}`);
      return found;
    },
  };
}
