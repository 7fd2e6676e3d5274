/**
 * A line to Redis that can go deaf: `deafen` lets nothing more through to the clients that have subscribed so far, while
 * their connections stay open and Redis takes what they say. Connections made later hear again.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type RedisProxy = { url: string; deafen(): number; close(): Promise<void> };

export async function startRedisProxy(redisUrl: string): Promise<RedisProxy> {
  const target = new URL(redisUrl);
  const lines = new Set<{ client: Socket; subscribed: boolean; deaf: boolean }>();

  const server = createServer((client) => {
    const redis = connect(Number(target.port), target.hostname);
    const line = { client, subscribed: false, deaf: false };
    lines.add(line);
    for (const [socket, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      socket.on('error', () => {});
      socket.on('close', () => {
        lines.delete(line);
        other.destroy();
      });
    }
    client.on('data', (bytes: Buffer) => {
      line.subscribed ||= /subscribe/i.test(bytes.toString('latin1'));
      redis.write(bytes);
    });
    redis.on('data', (bytes: Buffer) => {
      if (!line.deaf) client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Returns how many lines are deaf by it. */
    deafen() {
      const subscribed = [...lines].filter((line) => line.subscribed && !line.deaf);
      for (const line of subscribed) line.deaf = true;
      return subscribed.length;
    },
    async close() {
      for (const { client } of lines) client.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
