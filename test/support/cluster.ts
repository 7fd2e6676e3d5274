/** `npm run cluster` as a test starts it: its processes, its addresses, its end. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPostmaster } from '@touchline/relay/platform/postmaster-file.ts';
import { onTestFinished } from 'vitest';
import { until } from './conditions.ts';

const STARTS_WITHIN_MS = 90_000;
export const CLUSTER_METRICS_TOKEN = 'a token for the cluster';

export type Cluster = Awaited<ReturnType<typeof startCluster>>;

type Ports = { port: number; examplePort: number };

/** For one test. Resolves when it has printed its addresses. */
export async function startCluster(ports: Ports) {
  const cluster = await launchCluster(ports);
  await until(
    'the cluster says where it is',
    () => {
      if (cluster.hasEnded()) throw new Error(`the cluster did not start: ${cluster.output()}`);
      return cluster.output().includes('is running');
    },
    STARTS_WITHIN_MS,
  );
  const lines = cluster.output().matchAll(/Relay \d +(?<url>\S+) +\(process (?<pid>\d+)\)/g);
  const relays = [...lines].map(({ groups }) => ({ url: groups?.url ?? '', pid: Number(groups?.pid) }));
  return { ...cluster, relays };
}

/** Does not wait for it. */
export async function launchCluster(ports: Ports) {
  const dataDir = await mkdtemp(join(tmpdir(), 'touchline-cluster-'));
  // A Postgres that root starts runs as another user.
  await chmod(dataDir, 0o755);
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../examples/cluster/run.ts', import.meta.url))], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: `${ports.port}`,
      EXAMPLE_PORT: `${ports.examplePort}`,
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      METRICS_TOKEN: CLUSTER_METRICS_TOKEN,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  onTestFinished(async () => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    url: `http://localhost:${ports.port}`,
    hasEnded: () => child.exitCode !== null,
    output: () => output,
    /** Of all its processes, at any depth. */
    pids: () => descendants(child.pid ?? 0),
    /** Whether a Postgres runs on its folder, whoever is its parent. */
    hasPostgres: async () => (await readPostmaster(join(dataDir, 'postgres'))) !== undefined,
    /** As Ctrl-C; resolves to the exit code. */
    async end(): Promise<number | null> {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      return (await ended)[0];
    },
  };
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function descendants(root: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const found = [root];
  // Grows while it is walked.
  for (const parent of found) {
    for (const [pid, ppid] of pairs) if (ppid === parent && pid) found.push(pid);
  }
  return found.slice(1);
}
