/**
 * The line to one Redis server, be it alone or a shard of a Cluster: a connection that publishes, one that listens, and a
 * probe that watches both.
 *
 *     starting ──both connections open, own probe heard──▶ connected ──one lost, stuck, deaf or refusing──▶ lost
 *         └────────────no answer────────────▶ lost ────────own probe heard, nothing refused────▶ connected
 *
 * Redis ≥ 7 is used with sharded pub/sub, an older one with plain.
 */
import type { Redis } from 'ioredis';
import type { BusMessage } from './bus.ts';
import { connectRedis, hangUp } from './bus-connection.ts';
import { CHANNEL_PREFIX, type LineDeps, type RedisLine } from './bus-line.ts';
import { createProbe } from './bus-probe.ts';
import { createPublisher } from './bus-publisher.ts';
import { createSubscriber } from './bus-subscriber.ts';

export interface ServerLine extends RedisLine {
  /** Greeted and open to questions, while its status is `ready`. */
  readonly connection: Redis;
  /** On which channel the line listens to itself. */
  probeOn(channel: string): void;
}

type Deps = LineDeps & {
  probeChannel: string;
  /** The server is one of a Cluster with sharded pub/sub, and wants a line to each shard; null for the line of a shard. */
  clusterFound: (() => void) | null;
  /** Another server has a slot that was thought to be here. */
  moved?(): void;
};

export function createServerLine(deps: Deps): ServerLine {
  const { url, clock, seal, counts } = deps;
  const outgoing = connectRedis(url, lost);
  const incoming = connectRedis(url, lost);
  let { probeChannel } = deps;
  let state: 'starting' | 'connected' | 'lost' | 'closed' = 'starting';
  let publish: 'publish' | 'spublish' | null = null;

  const publisher = createPublisher({
    redis: outgoing,
    clock,
    counts,
    command: () => publish,
    seal: seal.seal,
    nameOf: (channel) => CHANNEL_PREFIX + channel,
    refused(reason) {
      if (reason.startsWith('MOVED')) deps.moved?.();
    },
    stuck: () => lost('it takes what is published and answers nothing'),
  });
  const subscriber = createSubscriber({
    redis: incoming,
    clock,
    recovered() {
      probe.now();
      deps.recovered();
    },
    failed: (message) => lost(`it refuses a subscription: ${message}`),
  });
  const probe = createProbe({
    clock,
    send() {
      subscriber.retry();
      publisher.publish(probeChannel, {});
    },
    deaf() {
      if (state === 'connected') counts.deaf++;
      const refusal = publisher.refusal();
      lost(refusal ? `it refuses what is published: ${refusal}` : 'the subscription is open, and nothing comes');
      if (isOpen(incoming)) hangUp(incoming, true);
      // One that is ready is watched by what it publishes; this one has not been greeted back.
      if (outgoing.status === 'connect') hangUp(outgoing, true);
    },
  });

  function lost(reason: string): void {
    if (state === 'lost' || state === 'closed') return;
    state = 'lost';
    deps.lost(reason);
  }

  function heardProbe(): void {
    probe.heard();
    if (state === 'connected' || state === 'closed') return;
    if (outgoing.status !== 'ready' || subscriber.isRefused()) return;
    state = 'connected';
    deps.connected();
  }

  function hear(name: string, frame: string): void {
    const channel = name.slice(CHANNEL_PREFIX.length);
    if (seal.isOwn(frame) && channel !== probeChannel) return;
    const text = seal.open(channel, frame);
    if (text === null) counts.forged++;
    else if (channel === probeChannel) heardProbe();
    else deps.heard(channel, JSON.parse(text) as BusMessage[]);
  }

  async function greet(): Promise<void> {
    const server = await incoming.info('server');
    const isSharded = Number(/redis_version:(\d+)/.exec(server)?.[1] ?? 0) >= 7;
    const isOfCluster = isSharded && /redis_mode:cluster/.test(server);
    if (state === 'closed') return;
    if (isOfCluster && deps.clusterFound) return deps.clusterFound();
    publish = isSharded ? 'spublish' : 'publish';
    await subscriber.start({ sharded: isSharded, together: !isOfCluster });
  }

  outgoing.on('ready', () => publisher.publish(probeChannel, {}));
  incoming.on('message', hear);
  incoming.on('smessage', hear);
  incoming.on('moved', () => deps.moved?.());
  // An answer that does not come is the end of the connection, which is heard.
  incoming.on('ready', () => void greet().catch((error) => lost(error.message)));
  void subscriber.add(CHANNEL_PREFIX + probeChannel);

  return {
    connection: outgoing,
    publish: publisher.publish,
    add: (channel) => subscriber.add(CHANNEL_PREFIX + channel),
    remove: (channel) => subscriber.remove(CHANNEL_PREFIX + channel),
    isConnected: () => state === 'connected',

    probeOn(channel) {
      if (channel === probeChannel) return;
      subscriber.remove(CHANNEL_PREFIX + probeChannel);
      probeChannel = channel;
      void subscriber.add(CHANNEL_PREFIX + probeChannel);
    },

    close() {
      state = 'closed';
      probe.stop();
      publisher.stop();
      hangUp(outgoing);
      hangUp(incoming);
    },
  };
}

/** To the network; perhaps it never answers. */
function isOpen({ status }: Redis): boolean {
  return status === 'connect' || status === 'ready';
}
