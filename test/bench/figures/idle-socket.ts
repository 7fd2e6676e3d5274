/**
 * What a signed-in player costs who has a conversation open and says nothing: memory of the relay, each. How fast they
 * come in, and, when all lines break at once, how long it takes until they are back and have caught up.
 */
import { type Child, startChild } from '../child.ts';
import type { CrowdQuestion, CrowdTask, Times } from '../crowd.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import type { Memory } from '../memory.ts';
import { rowOf } from '../rows.ts';
import type { DatabaseHello, DatabaseTask } from '../servers/database.ts';
import type { RelayTask } from '../servers/relay.ts';
import { percentile } from '../statistics.ts';

const FULL = { rounds: 3, sockets: 8_000 };
const QUICK = { rounds: 1, sockets: 1_000 };
/** Who have been there before it counts: code is compiled, pools and caches have their size. */
const FIRST_ONES = 500;

export const idleSocket: Figure = { name: 'idle-socket', measure };

type Measured = { rssKB: number; heapKB: number; perSecond: number; backP50: number; backP99: number; backAll: number };

async function measure(options: BenchOptions): Promise<Row[]> {
  const { rounds, sockets } = options.quick ? QUICK : FULL;
  const measured: Measured[] = [];
  for (let i = 1; i <= rounds; i++) {
    const round = await measureOnce(sockets, options);
    measured.push(round);
    options.say(
      `round ${i} of ${rounds}, ${sockets} sockets: ${Object.entries(round)
        .map(([name, number]) => `${name} ${number.toPrecision(4)}`)
        .join(', ')}`,
    );
  }
  const row = (name: string, unit: Row['unit'], pick: (round: Measured) => number) =>
    rowOf(name, unit, { ours: measured.map(pick), others: {} });
  return [
    row('idle-socket', 'KB', (round) => round.rssKB),
    row('idle-socket/heap', 'KB', (round) => round.heapKB),
    row('idle-socket/connect', 'sockets/s', (round) => round.perSecond),
    row('idle-socket/back/p50', 's', (round) => round.backP50),
    row('idle-socket/back/p99', 's', (round) => round.backP99),
    row('idle-socket/back/all', 's', (round) => round.backAll),
  ];
}

async function measureOnce(sockets: number, { profileDir }: BenchOptions): Promise<Measured> {
  const children: Child[] = [];
  const start = async (file: string, options: Parameters<typeof startChild>[1]) => {
    const child = await startChild(new URL(`../${file}`, import.meta.url), options);
    children.push(child);
    return child;
  };
  try {
    const database = await start('servers/database.ts', {
      task: { operators: 1, residents: sockets } satisfies DatabaseTask,
    });
    const { databaseUrl, siteKey, residents } = database.hello as DatabaseHello;
    const relay = await start('servers/relay.ts', {
      task: { databaseUrl } satisfies RelayTask,
      profileDir,
      exposeGc: true,
    });
    const { url } = relay.hello as { url: string };
    const crowd = await start('crowd.ts', { task: { url, siteKey } satisfies CrowdTask });
    const ask = (question: CrowdQuestion) => crowd.ask(question) as Promise<Times>;
    const memory = () => relay.ask({ memory: true }) as Promise<Memory>;

    await ask({ are: residents });
    await ask({ come: Math.min(FIRST_ONES, sockets) });
    await ask({ leave: true });
    await relay.ask({ untilAlone: true });
    const before = await memory();
    const came = await ask({ come: sockets });
    const after = await memory();
    await ask({ forget: true });
    await relay.ask({ drop: true });
    const back = Float64Array.from((await ask({ back: true })).tookMs).sort();
    return {
      rssKB: (after.rssBytes - before.rssBytes) / sockets / 1_024,
      heapKB: (after.heapBytes - before.heapBytes) / sockets / 1_024,
      perSecond: (sockets / Math.max(...came.tookMs)) * 1_000,
      backP50: percentile(back, 0.5) / 1_000,
      backP99: percentile(back, 0.99) / 1_000,
      backAll: percentile(back, 1) / 1_000,
    };
  } finally {
    for (const child of children.reverse()) await child.stop();
  }
}
