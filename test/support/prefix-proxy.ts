/**
 * A brand's own web server in front of a relay: everything below one path goes there, WebSockets included, unless it is
 * told what such servers do when nobody has told them otherwise: to refuse an upgrade, or to swallow it.
 */
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll } from 'vitest';

export type Upgrades = 'pass' | 'refuse' | 'swallow';

/** Returns the address of the path, such as `http://localhost:1234/support/chat`. Elsewhere it serves `page`. */
export async function startPrefixProxy(relayUrl: string, prefix: string, page: (url: string) => string) {
  const relay = new URL(relayUrl);
  const proxy = {
    upgrades: 'pass' as Upgrades,
    /** The requests that were passed on, as `POST /poll`. */
    passed: [] as string[],
  };
  const inside = (url: string) => url.slice(prefix.length) || '/';
  const server = createServer((incoming, outgoing) => {
    const { url = '', method, headers } = incoming;
    if (!url.startsWith(`${prefix}/`)) {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      outgoing.end(page(address()));
      return;
    }
    proxy.passed.push(`${method} ${inside(url).split('?')[0]}`);
    const onward = request({ host: relay.hostname, port: relay.port, path: inside(url), method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on('upgrade', ({ url = '', headers }, socket, head) => {
    socket.on('error', () => {});
    if (proxy.upgrades === 'refuse') return socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    if (proxy.upgrades === 'swallow') return;
    const onward = connect(Number(relay.port), relay.hostname, () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      onward.write(`GET ${inside(url)} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [[socket, onward] as const, [onward, socket] as const]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const address = () => origin + prefix;
  return Object.assign(proxy, { origin, url: address() });
}
