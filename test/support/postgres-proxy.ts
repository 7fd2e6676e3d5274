/**
 * A line to Postgres that can break at the worst moment: `loseNextReply` lets the next append reach Postgres and be
 * committed, then cuts the line instead of passing the answer on.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { isAppend } from './plants.ts';

export type PostgresProxy = { url: string; loseNextReply(): void; repliesLost(): number; close(): Promise<void> };

export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let armed = false;
  let lost = 0;

  const server = createServer((client) => {
    const postgres = connect(Number(target.port || 5432), target.hostname);
    let losing = false;
    for (const [socket, other] of [
      [client, postgres],
      [postgres, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes: Buffer) => {
      if (armed && isAppend(bytes.toString('latin1'))) {
        armed = false;
        losing = true;
      }
      postgres.write(bytes);
    });
    postgres.on('data', (bytes: Buffer) => {
      if (!losing) client.write(bytes);
      else if (isReadyForQuery(bytes)) {
        lost++;
        client.destroy();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.href,
    loseNextReply: () => {
      armed = true;
    },
    repliesLost: () => lost,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Postgres sends this last, and only when the statement's transaction has ended: `Z`, its length, idle. */
function isReadyForQuery(bytes: Buffer): boolean {
  return bytes.subarray(-6).equals(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
}
