/**
 * A process of the bench: forked from a module, spoken to in JSON, ended with its parent.
 *
 * The parent's side is `startChild`. The child's side is `announce`, once it can be used, and `endWithParent`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a child tells when something in it broke. */
type Failure = { failed: string };

export type Child = {
  /** What it announced. */
  hello: unknown;
  /** One question at a time. */
  ask(question: object): Promise<unknown>;
  /** Resolves when the process is gone. */
  stop(): Promise<void>;
};

/** For a child that does not end when told to. */
const STOP_MAX_MS = 15_000;

export type ChildOptions = {
  /** What `childTask` returns there. */
  task?: object;
  /** Where it leaves its CPU profile. */
  profileDir?: string | null;
  /** Lets it collect its garbage when asked for its memory. */
  exposeGc?: boolean;
};

/** Rejects when the child ends before it has announced itself. */
export async function startChild(module: URL, options: ChildOptions = {}): Promise<Child> {
  const { task = {}, profileDir, exposeGc } = options;
  const child = fork(fileURLToPath(module), [JSON.stringify(task)], {
    execArgv: [
      ...(profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []),
      ...(exposeGc ? ['--expose-gc'] : []),
    ],
    // Standard output belongs to the rows.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const hello = await answer(child);
  return {
    hello,
    ask(question) {
      const answered = answer(child);
      child.send(question);
      return answered;
    },
    async stop() {
      if (child.connected) child.disconnect();
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MS);
      await gone;
      clearTimeout(impatience);
    },
  };
}

function answer(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', heard);
      child.off('exit', ended);
    };
    const heard = (message: unknown) => {
      settle();
      if (isFailure(message)) reject(new Error(message.failed));
      else resolve(message);
    };
    const ended = (code: number | null) => {
      settle();
      reject(new Error(`${child.spawnargs.at(-2)} ended with code ${code}`));
    };
    child.on('message', heard);
    child.on('exit', ended);
  });
}

function isFailure(message: unknown): message is Failure {
  return typeof message === 'object' && message !== null && 'failed' in message;
}

/** In the child: what it was started for. */
export function childTask<Task>(): Task {
  return JSON.parse(process.argv[2] ?? '{}');
}

/** In the child: says that it is there, and how to reach it. */
export function announce(hello: object): void {
  process.send?.(hello);
}

/** In the child: answers every question with what `handle` makes of it. */
export function answerQuestions(handle: (question: never) => Promise<object>): void {
  process.on('message', (question) => {
    handle(question as never).then(announce, (error: Error) => announce({ failed: error.stack ?? String(error) }));
  });
}

/** In the child: `stop` and an end when the parent lets go of it or has died. A Ctrl-C in the terminal is the parent's. */
export function endWithParent(stop: () => Promise<void> | void): void {
  process.on('SIGINT', () => {});
  process.once('disconnect', async () => {
    await stop();
    process.exit(0);
  });
}
