/**
 * A child that is started again when it dies, until it is told to stop. It has a process group of its own: Ctrl-C in a
 * terminal reaches only the cluster's script, which ends its children in an order that loses nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type Kept = {
  readonly pid: number | undefined;
  /** Sends the signal, and SIGKILL when that was not obeyed in time. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};

type Options = {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  say(line: string): void;
};

const RESTART_AFTER_MS = 500;
/** A relay takes up to five seconds to send its clients away. */
const OBEYS_WITHIN_MS = 15_000;

export function keepRunning({ name, command, args, env = process.env, say }: Options): Kept {
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;
  let child = start();

  function start(): ChildProcess {
    const started = spawn(command, args, { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.trimEnd().split('\n')) say(`${name}: ${line}`);
    });
    started.once('error', (error) => say(`${name}: ${error.message}`));
    started.once('exit', (code, signal) => {
      if (stopping) return;
      say(`${name} has ended (${signal ?? `code ${code}`}); starting it again`);
      restart = setTimeout(() => {
        child = start();
      }, RESTART_AFTER_MS);
    });
    return started;
  }

  return {
    get pid() {
      return child.pid;
    },
    async stop(signal = 'SIGTERM') {
      stopping = true;
      clearTimeout(restart);
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      const impatience = setTimeout(() => child.kill('SIGKILL'), OBEYS_WITHIN_MS);
      await ended;
      clearTimeout(impatience);
    },
  };
}
