import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

test('a busy port is one clear sentence and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const child = start({ EXAMPLE_PORT: String(port) });
  expect(await ended(child)).toEqual({ code: 1, errors: `Port ${port} is in use; set EXAMPLE_PORT to a free one.\n` });
  await new Promise((done) => other.close(done));
});

test('a wrong setting is one clear sentence and exit code 1', async () => {
  const child = start({ EXAMPLE_PORT: 'many' });
  const errors = 'EXAMPLE_PORT must be a number from 0 to 65535, not "many".\n';
  expect(await ended(child)).toEqual({ code: 1, errors });
});

test('it says over the channel where it listens, and leaves when the channel closes', async () => {
  const child = start({ EXAMPLE_PORT: '0' });
  const [message] = await once(child, 'message');
  expect(message).toEqual({ type: 'listening', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  expect((await fetch(`${message.url}/en/`)).status).toBe(200);
  const exit = once(child, 'exit');
  child.disconnect();
  expect(await exit).toEqual([0, null]);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it in order', async (signal) => {
  const child = start({ EXAMPLE_PORT: '0' });
  await once(child, 'message');
  const end = ended(child);
  child.kill(signal);
  expect((await end).code).toBe(0);
});

test('without a secret it says so once', async () => {
  const child = start({ EXAMPLE_PORT: '0' });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  await once(child, 'message');
  const end = ended(child);
  child.kill();
  await end;
  expect(output.match(/CHAT_SECRET is not set/g)).toHaveLength(1);
});

function start(env: Record<string, string>): ChildProcess {
  const { PATH = '' } = process.env;
  const child = fork(new URL('server.ts', import.meta.url), { env: { PATH, ...env }, execArgv: [], stdio: 'pipe' });
  started.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, errors };
}
