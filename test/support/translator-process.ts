/**
 * The example's translator, a real engine, as a process that a test may kill and start again on the same port. Ends
 * with the test's process, however that ends.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './redis.ts';

export type TranslatorProcess = Awaited<ReturnType<typeof startTranslator>>;

export async function startTranslator() {
  const port = await freePort();
  let child = await launch(port);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    /** By its HTTP interface, so that a test can see what the engine alone would say. */
    async translate(texts: string[], source: string, target: string): Promise<string[]> {
      const response = await fetch(`${url}/translate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ q: texts, source, target, format: 'text' }),
      });
      const answer = (await response.json()) as { translatedText: string[]; error?: string };
      if (!response.ok) throw new Error(`the translator answered ${response.status}: ${answer.error}`);
      return answer.translatedText;
    },
    kill: () => end('SIGKILL'),
    async start(): Promise<void> {
      child = await launch(port);
    },
    stop: () => end('SIGTERM'),
  };
}

async function launch(port: number): Promise<ChildProcess> {
  const child = fork(new URL('../../examples/translator/server.ts', import.meta.url), ['--port', `${port}`], {
    silent: true,
    // Not those of the test runner, whose loaders this process does not need.
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const started = once(child, 'message');
  await Promise.race([
    started,
    once(child, 'exit').then(() => Promise.reject(new Error(`the translator did not start: ${output}`))),
  ]);
  return child;
}
