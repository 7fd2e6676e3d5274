/**
 * A Redis Cluster of one's own: masters as processes, each with its part of the slots. A shard that is lost leaves the
 * others working (`cluster-require-full-coverage no`), and one that is started again knows its slots by its folder.
 */
import { until } from './conditions.ts';
import { freePort, startRedis } from './redis.ts';

const SLOTS = 16_384;

export async function startRedisCluster(count = 3) {
  const masters = await Promise.all(Array.from({ length: count }, startClusterNode));
  const firstSlot = (n: number) => Math.floor((SLOTS * n) / count);
  for (const [n, master] of masters.entries()) {
    await master.command('CLUSTER', 'ADDSLOTSRANGE', `${firstSlot(n)}`, `${firstSlot(n + 1) - 1}`);
    await master.command('CLUSTER', 'SET-CONFIG-EPOCH', `${n + 1}`);
  }
  const [first, ...others] = masters as [ClusterNode, ...ClusterNode[]];
  for (const master of others) await meet(master, first);
  await until('every server knows all slots', async () => {
    const infos = await Promise.all(masters.map((master) => master.command('CLUSTER', 'INFO')));
    return infos.every((info) => /cluster_state:ok/.test(info) && info.includes(`cluster_slots_ok:${SLOTS}`));
  });
  const replicas: ClusterNode[] = [];

  return {
    masters,
    url: first.url,
    /** Who of the masters has the slot of this channel, as the Cluster was made. */
    async ownerOf(channel: string): Promise<number> {
      const slot = Number((await first.command('CLUSTER', 'KEYSLOT', channel)).slice(1));
      return masters.findIndex((_, n) => slot < firstSlot(n + 1));
    },
    /** A server that takes over when this master is lost. */
    async addReplicaOf(master: ClusterNode): Promise<ClusterNode> {
      const replica = await startClusterNode();
      replicas.push(replica);
      await meet(replica, master);
      const id = await master.command('CLUSTER', 'MYID');
      await until('they have met', async () => (await replica.command('CLUSTER', 'REPLICATE', id)) === '+OK');
      await until('it is in step', async () =>
        /master_link_status:up/.test(await replica.command('INFO', 'replication')),
      );
      await until('all would vote for it', async () => {
        const known = await Promise.all(masters.map((server) => server.command('CLUSTER', 'NODES')));
        return known.every((servers) => new RegExp(`:${replica.port}@\\S+ slave ${id}`).test(servers));
      });
      return replica;
    },
    stop: () => Promise.all([...masters, ...replicas].map((server) => server.stop())),
  };
}

type ClusterNode = Awaited<ReturnType<typeof startClusterNode>>;

async function startClusterNode() {
  const busPort = await freePort();
  const redis = await startRedis(
    ...['--cluster-enabled', 'yes', '--cluster-port', `${busPort}`],
    ...['--cluster-node-timeout', '1000', '--cluster-require-full-coverage', 'no'],
    // A replica is in step at once.
    ...['--repl-diskless-sync-delay', '0'],
  );
  return { ...redis, busPort };
}

const meet = (newcomer: ClusterNode, { port, busPort }: ClusterNode) =>
  newcomer.command('CLUSTER', 'MEET', '127.0.0.1', `${port}`, `${busPort}`);
