/**
 * Whether Redis carries what relays say: by the line that they themselves use, which listens to its own probe, under a
 * key that no relay knows.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import { Redis } from 'ioredis';
import { openRedisBus } from '../../platform/bus-redis.ts';
import { type Finding, ok, wrong } from './finding.ts';

const ANSWERS_WITHIN_MS = 4_000;
const LOOK_EVERY_MS = 50;
const MEND = 'start Redis, or correct the host, port, user and password in REDIS_URL';

export async function checkRedis(url: string, clock: Clock): Promise<Finding[]> {
  const server = await greet(url, clock);
  if (typeof server !== 'string') return [server];
  const [, version = ''] = /redis_version:(\S+)/.exec(server) ?? [];
  if (!version) return [wrong(`What answers at ${hostOf(url)} does not say its version, so it is no Redis`, MEND)];
  const isSharded = Number(version.split('.')[0]) >= 7;
  const kind = /redis_mode:cluster/.test(server) ? ', a Cluster' : '';
  const reason = await comesBack(url, clock);
  if (reason === null) {
    return [ok(`Redis ${version}${kind} passes on what is said, by ${isSharded ? 'sharded' : 'plain'} pub/sub`)];
  }
  return [
    wrong(
      `Redis ${version}${kind} answers and passes nothing on (${reason})`,
      'let its user publish and subscribe to touchline:* (ACL), and every shard of a Cluster be reached from here',
    ),
  ];
}

/** What it says of itself, or what is wrong. */
async function greet(url: string, clock: Clock): Promise<string | Finding> {
  let heard = '';
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWERS_WITHIN_MS,
  });
  redis.on('error', (error: NodeJS.ErrnoException) => {
    heard ||= error.message || error.code || '';
  });
  let cancel = () => {};
  const silence = new Promise<never>((_, fail) => {
    cancel = clock.after(ANSWERS_WITHIN_MS, () => fail(new Error(`no answer within ${ANSWERS_WITHIN_MS / 1_000} s`)));
  });
  try {
    return await Promise.race([redis.info('server'), silence]);
  } catch (error) {
    // The first error says why; those that follow say only that it is over.
    const why = heard || (error as Error).message;
    return /RESP|protocol/i.test(why)
      ? wrong(`What answers at ${hostOf(url)} is no Redis`, MEND)
      : wrong(`Redis at ${hostOf(url)} cannot be used (${why})`, MEND);
  } finally {
    cancel();
    redis.disconnect();
  }
}

/** Null, or why nothing comes back. */
async function comesBack(url: string, clock: Clock): Promise<string | null> {
  let reason = 'the probe was not heard';
  const log = {
    info: () => {},
    error: () => {},
    warn: (about: unknown) => {
      reason = (about as { reason?: string }).reason ?? reason;
    },
  };
  const bus = await openRedisBus({ url, key: randomBytes(32), clock, log: log as never, onListenerError: () => {} });
  try {
    for (let waited = 0; waited < ANSWERS_WITHIN_MS; waited += LOOK_EVERY_MS) {
      if (bus.state().connected) return null;
      await new Promise<void>((done) => clock.after(LOOK_EVERY_MS, done));
    }
    return reason;
  } finally {
    await bus.close();
  }
}

const hostOf = (url: string) => new URL(url).host;
