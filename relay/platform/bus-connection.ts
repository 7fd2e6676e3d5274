/** A connection to Redis that keeps nothing for later, comes back by itself for ever, and never ends the process. */
import type { Socket } from 'node:net';
import { Redis } from 'ioredis';

const RETRY_MAX_MS = 1_000;

/** `failed` gets a sentence, and may get many; the connection is tried again whatever it does. */
export function connectRedis(url: string, failed: (reason: string) => void): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 3_000,
    disconnectTimeout: 100,
    retryStrategy: (times) => Math.min(RETRY_MAX_MS, 50 * times) * (0.5 + Math.random() / 2),
  });
  redis.on('error', (error: NodeJS.ErrnoException) => {
    ignoreMore(redis);
    // Only the message: the error may carry the command, and that the password.
    failed(error.message || error.code || 'no connection');
  });
  redis.on('close', () => failed('the connection has ended'));
  return redis;
}

/** Ends this connection; `anew` makes another. */
export function hangUp(redis: Redis, anew = false): void {
  ignoreMore(redis);
  redis.disconnect(anew);
}

/** ioredis hears one error of a socket. A TLS handshake that is cut off has two, and an unheard one ends the process. */
function ignoreMore(redis: Redis): void {
  const socket: Socket | undefined = redis.stream;
  socket?.on('error', () => {});
}
