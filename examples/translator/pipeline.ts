/**
 * One pair of languages as a chain of apertium's programs that stay and are fed text after text.
 *
 * With `-z` each of them passes a text on when it reads U+0000, so the chain answers in milliseconds instead of loading
 * its dictionaries for every text. Texts go in one after the other and come out in that order. Promises: a text is
 * answered or rejected within the time given, and a chain that died, or was too slow, is started anew for the next one.
 */
import { type ChildProcess, spawn } from 'node:child_process';

export type Pipeline = {
  translate(text: string): Promise<string>;
  close(): void;
};

type Asked = { settle(answer: string | Error): void };

export function createPipeline(command: string, { timeoutMs }: { timeoutMs: number }): Pipeline {
  let chain: ChildProcess | undefined;
  let asked: Asked[] = [];
  let heard: Buffer[] = [];

  const translate = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const running = chain ?? start();
      const timer = setTimeout(() => end(running, new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      asked.push({
        settle(answer) {
          clearTimeout(timer);
          if (typeof answer === 'string') resolve(answer);
          else reject(answer);
        },
      });
      running.stdin?.write(`${enclose(text)}\0`);
    });

  function start(): ChildProcess {
    // A group of its own, so that all programs of the chain end together.
    const child = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    child.stdout.on('data', (chunk: Buffer) => hear(child, chunk));
    // A chain whose first program has died breaks the pipe; `close` tells of it.
    child.stdin.on('error', () => {});
    child.once('error', (error) => end(child, error));
    child.once('close', () => end(child, new Error('apertium ended in the middle of a text')));
    chain = child;
    return child;
  }

  function hear(child: ChildProcess, chunk: Buffer): void {
    if (child !== chain) return;
    let from = 0;
    for (let zero = chunk.indexOf(0); zero !== -1; zero = chunk.indexOf(0, from)) {
      heard.push(chunk.subarray(from, zero));
      from = zero + 1;
      asked.shift()?.settle(open(Buffer.concat(heard).toString('utf8')));
      heard = [];
    }
    heard.push(chunk.subarray(from));
  }

  function end(child: ChildProcess, why: Error): void {
    if (child !== chain) return;
    const waiting = asked;
    [chain, asked, heard] = [undefined, [], []];
    killGroup(child);
    for (const { settle } of waiting) settle(why);
  }

  return { translate, close: () => chain && end(chain, new Error('closed')) };
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It had ended already.
  }
}

/** As apertium's own `apertium-destxt` does: what means something to it is escaped, white space stands in brackets. */
function enclose(text: string): string {
  const safe = text
    .replaceAll('\0', '')
    .replace(/[\\[\]{}^$/<>@]/g, '\\$&')
    .replace(/[^\S ]+|[*~]/gu, '[$&]');
  // Without an end of its own the last sentence would be translated together with what follows.
  return `${safe}.[]`;
}

function open(answer: string): string {
  return answer
    .replace(/\.\[\]$/, '')
    .replace(/(\\.)|[[\]]/gsu, (_, escaped: string | undefined) => escaped?.slice(1) ?? '');
}
