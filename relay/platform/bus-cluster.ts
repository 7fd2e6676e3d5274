/**
 * The line to a Redis Cluster with sharded pub/sub: one line per master, each with its own probe on a channel of its own
 * slots, so that one that is lost or deaf is noticed and mended without the others. A channel whose slot moves (a
 * migration, or a replica promoted) is listened to where it went, and counts as missed until then.
 *
 * Not the Cluster client of ioredis: it keeps what is published for a shard that does not answer, without bound, shows
 * nobody which subscription is whose, and so cannot mend one, and tries a shard that is down sixty times a second.
 */
import { connectRedis, hangUp } from './bus-connection.ts';
import { CHANNEL_PREFIX, type LineDeps, type RedisLine } from './bus-line.ts';
import { createServerLine, type ServerLine } from './bus-server.ts';
import { SLOTS, slotOf } from './bus-slots.ts';
import { type Masters, watchTopology } from './bus-topology.ts';

export function createClusterLine(deps: LineDeps): RedisLine {
  const { url, clock, node, counts, connected, lost, recovered } = deps;
  let masters: Masters = new Array(SLOTS).fill(undefined);
  const shards = new Map<string, ServerLine>();
  /** Wanted channels, and which shard was asked for them. */
  const wanted = new Map<string, ServerLine | undefined>();
  /** The server of the setting, which need not be a master, for as long as no shard can be asked. */
  const first = connectRedis(url, unknown);
  const topology = watchTopology({
    clock,
    connections: () => [first, ...[...shards.values()].map(({ connection }) => connection)],
    changed,
    failed: unknown,
  });
  first.on('ready', topology.look);

  const shardOf = (channel: string) => shards.get(masters[slotOf(CHANNEL_PREFIX + channel)] ?? '');
  const isConnected = () =>
    masters.every((address) => address) && [...shards.values()].every((shard) => shard.isConnected());

  function unknown(reason: string): void {
    if (shards.size === 0) lost(reason);
  }

  function changed(now: Masters): void {
    masters = now;
    const addresses = new Set(now.filter((address) => address !== undefined));
    for (const address of addresses) {
      const probeChannel = probeFor(address);
      const shard = shards.get(address);
      if (shard) shard.probeOn(probeChannel);
      else shards.set(address, open(address, probeChannel));
    }
    move();
    for (const [address, shard] of shards) {
      if (addresses.has(address)) continue;
      shards.delete(address);
      shard.close();
    }
    if (now.includes(undefined)) lost('no server has some of the slots');
    if (isConnected()) connected();
  }

  function move(): void {
    const confirmed: Promise<void>[] = [];
    for (const [channel, before] of wanted) {
      const shard = shardOf(channel);
      if (shard === before) continue;
      before?.remove(channel);
      wanted.set(channel, shard);
      if (shard) confirmed.push(shard.add(channel));
    }
    // A shard that is not open yet says so itself.
    if (confirmed.length > 0) void Promise.all(confirmed).then(recovered);
  }

  function open(address: string, probeChannel: string): ServerLine {
    const shardUrl = new URL(url);
    shardUrl.host = address;
    return createServerLine({
      ...deps,
      url: shardUrl.href,
      probeChannel,
      clusterFound: null,
      moved: topology.lookSoon,
      connected() {
        if (isConnected()) connected();
      },
      lost(reason) {
        lost(`the shard ${address}: ${reason}`);
        topology.lookSoon();
      },
    });
  }

  /** A channel that this master has. */
  function probeFor(address: string): string {
    for (let n = 0; ; n++) {
      const channel = `probe/${node}/${n}`;
      if (masters[slotOf(CHANNEL_PREFIX + channel)] === address) return channel;
    }
  }

  return {
    publish(channel, message) {
      const shard = shardOf(channel);
      if (shard) shard.publish(channel, message);
      else counts.dropped++;
    },

    async add(channel) {
      const shard = shardOf(channel);
      wanted.set(channel, shard);
      await shard?.add(channel);
    },

    remove(channel) {
      wanted.get(channel)?.remove(channel);
      wanted.delete(channel);
    },

    isConnected,

    close() {
      topology.stop();
      hangUp(first);
      for (const shard of shards.values()) shard.close();
    },
  };
}
