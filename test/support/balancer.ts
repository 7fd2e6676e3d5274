/**
 * A plain balancer: each connection goes to the next relay that listens, whatever it answers. It looks into nothing, so it
 * also leads to relays that are on their way out.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';

export async function startBalancer(ports: readonly number[]): Promise<string> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => {});
    client.once('close', () => open.delete(client));
    lead(client, ports.length);
  });

  function lead(client: Socket, tries: number): void {
    if (tries === 0) return void client.destroy();
    const relay = connect(ports[turn++ % ports.length] ?? 0, '127.0.0.1');
    relay.once('error', () => lead(client, tries - 1));
    relay.once('connect', () => {
      relay.removeAllListeners('error').on('error', () => client.destroy());
      relay.once('close', () => client.destroy());
      client.once('close', () => relay.destroy());
      client.pipe(relay).pipe(client);
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
