/** Which ports the parts of the cluster listen on, and whether they do. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Ports that nobody listens on at this moment, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/** Throws an Error that says which setting to change. */
export async function refuseTaken(port: number, setting: string): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    throw new Error(`Port ${port} is already in use: stop the other program, or choose another port with ${setting}.`);
  }
  await new Promise((closed) => server.close(closed));
}

const LOOK_EVERY_MS = 100;
const READY_WITHIN_MS = 60_000;

/** Until this address answers 200. */
export async function untilReady(url: string): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < READY_WITHIN_MS) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((passed) => setTimeout(passed, LOOK_EVERY_MS));
  }
  throw new Error(`${url} did not answer within a minute; what the parts said stands above.`);
}
