/**
 * A Redis Cluster of one's own: masters as processes, each with a third of the slots, and no replicas unless asked for.
 * A shard that is lost leaves the others working (`cluster-require-full-coverage no`), and one that is started again
 * knows its slots, because its folder has kept them.
 */
import { until } from './conditions.ts';
import { freePort, startRedis, type TestRedis } from './redis.ts';

export type TestRedisCluster = Awaited<ReturnType<typeof startRedisCluster>>;

const SLOTS = 16_384;

export async function startRedisCluster(count = 3) {
  const masters = await Promise.all(Array.from({ length: count }, () => startClusterNode()));
  const ranges = masters.map(
    (_, n) => [Math.floor((SLOTS * n) / count), Math.floor((SLOTS * (n + 1)) / count) - 1] as const,
  );
  for (const [n, master] of masters.entries()) {
    const [first, last] = ranges[n] ?? [0, 0];
    await master.command('CLUSTER', 'ADDSLOTSRANGE', `${first}`, `${last}`);
    await master.command('CLUSTER', 'SET-CONFIG-EPOCH', `${n + 1}`);
  }
  for (const master of masters.slice(1)) await meet(master, masters[0] as TestRedis);
  await untilWhole(masters);

  return {
    masters,
    url: masters[0]?.url ?? '',
    /** Which of the masters has the slot of this channel, as the Cluster was made. */
    async ownerOf(channel: string): Promise<number> {
      const answer = await masters[0]?.command('CLUSTER', 'KEYSLOT', channel);
      const slot = Number(answer?.slice(1));
      return ranges.findIndex(([first, last]) => slot >= first && slot <= last);
    },
    stop: () => Promise.all(masters.map((master) => master.stop())),
  };
}

async function startClusterNode() {
  const clusterPort = await freePort();
  return startRedis(
    ...['--cluster-enabled', 'yes', '--cluster-port', `${clusterPort}`],
    ...['--cluster-node-timeout', '1000', '--cluster-require-full-coverage', 'no'],
  );
}
