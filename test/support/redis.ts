/**
 * A Redis of one's own, as a process that a test may kill, stop or start again: on a free port, with nothing kept on
 * disk, so that whoever starts it again has an empty one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './conditions.ts';
import { findRedis } from './requirements.ts';

export type TestRedis = Awaited<ReturnType<typeof startRedis>>;

/** `settings` as on its command line. */
export async function startRedis(...settings: string[]) {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'touchline-redis-'));
  let child = launch(port, settings, folder);
  await answers(port);

  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    /** From outside, as an administrator types it; resolves to the first line of the answer, or to the text of a bulk. */
    command: (...words: string[]) => ask(port, words),
    /** Everybody's connections end. */
    kill: () => end(child, 'SIGKILL'),
    /** On the same port, empty. */
    async start(): Promise<void> {
      child = launch(port, settings, folder);
      await answers(port);
    },
    async stop(): Promise<void> {
      await end(child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function launch(port: number, settings: string[], cwd: string): ChildProcess {
  const program = findRedis();
  if (!program) throw new Error('redis-server is missing: run the tests with `node test/run.ts`, which installs it');
  const own = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--loglevel', 'warning'];
  const child = spawn(program, [...own, ...settings], { cwd, stdio: 'ignore' });
  // A test that failed before its end must not leave it running.
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('exit', () => process.off('exit', orphan));
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

const answers = (port: number) =>
  until('Redis answers', async () => /PONG|NOAUTH/.test(await ask(port, ['PING']).catch(() => '')));

async function ask(port: number, words: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  try {
    await once(socket, 'connect');
    socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
    const [answer] = await once(socket, 'data');
    const [first = '', ...text] = String(answer).trimEnd().split('\r\n');
    return first.startsWith('$') ? text.join('\n') : first;
  } finally {
    socket.destroy();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
