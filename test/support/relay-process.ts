/** A relay as a process of its own, so that it can be killed. Ends with the test's process, however that ends. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Timing } from '@touchline/relay/relay-deps.ts';
import type { BusPlant } from './bus-plants.ts';
import type { Plant } from './plants.ts';
import type { SocketPlant } from './socket-plants.ts';

export type RelayProcessOptions = {
  databaseUrl: string;
  /** Of several relays one; without it, one for all tests. */
  filesFolder?: string;
  redisUrl?: string;
  /** Any free one when absent; a relay that follows another listens where that one did. */
  port?: number;
  /** See `drain` of realtime/gateway.ts; SIGTERM makes it close as the product does. */
  drainMs?: number;
  /** Kills itself there, at the first append. */
  dieAt?: 'beforeAppend' | 'afterAppend' | 'afterPublish';
  /** See `Timing` of relay/app.ts. */
  timing?: Partial<Timing>;
  /** As in the environment variable TRANSLATORS. */
  translators?: object[];
  plant?: Plant;
  busPlants?: BusPlant[];
  socketPlant?: SocketPlant;
  /** To Postgres, for tests with so many relays that one server has not enough for all. */
  maxConnections?: number;
};

export type RelayProcess = {
  url: string;
  /** Resolves when it has ended: by which code, or by which signal. */
  ended: Promise<{ code: number | null; signal: string | null }>;
  /** Everything it has printed, its log among that. */
  output(): string;
  longestStallMs(): Promise<number>;
  /** Of memory that is in use: the resident set. */
  rssBytes(): Promise<number>;
  /** How many sockets it has closed with this code, by its own count: a line that is not read tells its reader nothing. */
  closes(code: number): Promise<number>;
  /** Does not wait: SIGSTOP makes it deaf, SIGCONT ends that. */
  signal(signal: NodeJS.Signals): void;
  kill(signal?: NodeJS.Signals): Promise<void>;
};

export const METRICS_TOKEN = 'a token for relays in tests';

export async function startRelayProcess(options: RelayProcessOptions): Promise<RelayProcess> {
  const child = fork(new URL('relay-entry.ts', import.meta.url), [JSON.stringify(options)], {
    silent: true,
    // Not those of the test runner, whose loaders this process does not need.
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(tmpdir(), 'touchline-compile-cache') },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const { url } = await Promise.race([
    answer<{ url: string }>(child),
    ended.then(() => Promise.reject(new Error(`the relay did not start: ${output}`))),
  ]);

  return {
    url,
    ended,
    output: () => output,
    async longestStallMs() {
      child.send('longest stall');
      return (await answer<{ longestStallMs: number }>(child)).longestStallMs;
    },
    async rssBytes() {
      child.send('rss');
      return (await answer<{ rssBytes: number }>(child)).rssBytes;
    },
    async closes(code) {
      const metrics = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
      const line = (await metrics.text()).match(
        new RegExp(`^touchline_socket_closes_total{code="${code}"} (\\d+)$`, 'm'),
      );
      return Number(line?.[1] ?? 0);
    },
    signal: (signal) => void child.kill(signal),
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      await ended;
    },
  };
}

async function answer<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await once(child, 'message');
  return message as Message;
}
