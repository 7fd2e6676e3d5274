/**
 * The adapter for many relays: Redis pub/sub between them, with a connection of its own for what is heard. What is
 * published here reaches the listeners here at once, whatever Redis does; other nodes hear it through Redis, and what
 * comes back to its sender is dropped. Redis knows only channels that somebody here listens to.
 *
 *     starting ──both lines open, own probe heard──▶ connected ──line lost, Redis stuck or deaf──▶ lost
 *         └──────────no answer──────────▶ lost ──────────own probe heard──────────▶ connected
 *
 * Nothing here waits for a lost Redis, and it comes back by itself. Each change of state is logged once. Redis ≥ 7 is
 * used with sharded pub/sub, an older one with plain. Through one node of a Cluster it is plain as well, which a Cluster
 * carries to all its nodes.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Redis } from 'ioredis';
import { type Bus, type BusMessage, createLocalBus } from './bus.ts';
import { connectRedis, hangUp } from './bus-connection.ts';
import { createProbe } from './bus-probe.ts';
import { createPublisher } from './bus-publisher.ts';
import { createSeal } from './bus-seal.ts';
import { createSubscriber } from './bus-subscriber.ts';
import type { Log } from './log.ts';

export type RedisBusOptions = {
  url: string;
  /** What frames are signed with; the same for all nodes (bus-seal.ts). */
  key: Buffer;
  clock: Clock;
  log: Log;
  onListenerError(error: unknown): void;
};

/**
 * So that an ACL can name them: `&touchline:*`. The number is that of the frames' shape: a release with another one takes
 * the next, and while both run side by side they know of each other by the sweep.
 */
const PREFIX = 'touchline:1:';
/** A start does not wait longer for Redis; it goes on without. */
const FIRST_ANSWER_WITHIN_MS = 2_500;
/** Resolves when Redis has answered, or does not. */
export async function openRedisBus({ url, key, clock, log, onListenerError }: RedisBusOptions): Promise<Bus> {
  const node = randomBytes(12).toString('base64url');
  const probeChannel = `probe/${node}`;
  const local = createLocalBus(onListenerError);
  const listening = new Map<string, number>();
  const recoveries = new Set<() => void>();
  const seal = createSeal(key, node);
  const outgoing = connectRedis(url, lost);
  const incoming = connectRedis(url, lost);
  let state: 'starting' | 'connected' | 'lost' | 'closed' = 'starting';
  let publish: 'publish' | 'spublish' | null = null;
  let forged = 0;
  let deaf = 0;
  let answered = () => {};

  const publisher = createPublisher({
    redis: outgoing,
    clock,
    command: () => publish,
    seal: seal.seal,
    nameOf: (channel) => PREFIX + channel,
    stuck: () => lost('it takes what is published and answers nothing'),
  });
  const subscriber = createSubscriber({
    redis: incoming,
    clock,
    recovered() {
      probe.now();
      for (const listener of recoveries) listener();
    },
    failed: (message) => lost(`it refuses a subscription: ${message}`),
  });
  const probe = createProbe({
    clock,
    send: () => publisher.publish(probeChannel, {}),
    deaf() {
      if (state === 'connected') deaf++;
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
    log.warn({ reason }, 'Redis is lost: relays hear of each other late, until it is back');
    answered();
  }

  function heardProbe(): void {
    probe.heard();
    if (state === 'connected' || state === 'closed' || outgoing.status !== 'ready') return;
    if (state === 'lost') log.info({}, 'Redis is back');
    state = 'connected';
    answered();
  }

  function hear(name: string, frame: string): void {
    const channel = name.slice(PREFIX.length);
    if (seal.isOwn(frame) && channel !== probeChannel) return;
    const text = seal.open(channel, frame);
    if (text === null) {
      forged++;
      return;
    }
    if (channel === probeChannel) return heardProbe();
    for (const message of JSON.parse(text) as BusMessage[]) local.publish(channel, message);
  }

  outgoing.on('ready', () => publisher.publish(probeChannel, {}));
  incoming.on('message', hear);
  incoming.on('smessage', hear);
  incoming.on('ready', () => {
    incoming
      .info('server')
      .then((server) => {
        publish = isSharded(server) ? 'spublish' : 'publish';
        return subscriber.start(publish === 'spublish');
      })
      // An answer that does not come is the end of the connection, which is heard.
      .catch((error) => lost(error.message));
  });
  void subscriber.add(PREFIX + probeChannel);
  await new Promise<void>((resolve) => {
    const stopWaiting = clock.after(FIRST_ANSWER_WITHIN_MS, () => lost('it does not answer'));
    answered = () => {
      stopWaiting();
      resolve();
    };
  });

  return {
    lossy: true,

    publish(channel, message) {
      local.publish(channel, message);
      if (state !== 'closed') publisher.publish(channel, message);
    },

    async subscribe(channel, listener) {
      const stop = await local.subscribe(channel, listener);
      listening.set(channel, (listening.get(channel) ?? 0) + 1);
      let listens = true;
      await subscriber.add(PREFIX + channel);
      return () => {
        stop();
        if (!listens) return;
        listens = false;
        const left = (listening.get(channel) ?? 0) - 1;
        if (left > 0) return void listening.set(channel, left);
        listening.delete(channel);
        subscriber.remove(PREFIX + channel);
      };
    },

    onRecovered: (listener) => void recoveries.add(listener),
    state: () => ({ connected: state === 'connected', forged, deaf, dropped: publisher.dropped() }),

    async close() {
      state = 'closed';
      probe.stop();
      publisher.stop();
      hangUp(outgoing);
      hangUp(incoming);
      await local.close();
    },
  };
}

/** To the network; perhaps it never answers. */
function isOpen({ status }: Redis): boolean {
  return status === 'connect' || status === 'ready';
}

function isSharded(server: string): boolean {
  const major = Number(/redis_version:(\d+)/.exec(server)?.[1] ?? 0);
  return major >= 7 && !/redis_mode:cluster/.test(server);
}
