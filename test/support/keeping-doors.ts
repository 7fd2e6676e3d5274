/** What may stand at an address where a relay, a proxy or a Redis is looked for. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createLineServer, type Server } from 'node:net';
import { afterAll } from 'vitest';

/** Answers every request so; the address. */
export const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  listening(createServer(answer));

/** Says this to everybody, or nothing at all, whatever is asked. */
export const saying = (text: string) =>
  listening(
    createLineServer((socket) => {
      socket.on('error', () => {});
      if (text) socket.write(text);
    }),
  );

/** Free a moment ago. */
export async function deadAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

type Proxying = { upgrades?: boolean; without?: string[]; instead?: Record<string, string> };

/** A proxy before a relay, with the mistakes that proxies are set up with. */
export async function proxying(relayUrl: string, { upgrades = true, without = [], instead = {} }: Proxying = {}) {
  const server = createServer((asked, response) => {
    const { pathname } = new URL(asked.url ?? '', relayUrl);
    const text = instead[pathname];
    if (text !== undefined) return void response.setHeader('content-type', 'text/html').end(text);
    const { upgrade, connection, ...headers } = asked.headers;
    const onward = request(`${relayUrl}${asked.url}`, { method: asked.method, headers }, (answer) => {
      for (const name of without) delete answer.headers[name];
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.end();
  });
  if (upgrades) {
    server.on('upgrade', (asked, socket, head) => {
      const onward = connect(Number(new URL(relayUrl).port), '127.0.0.1', () => {
        const headers = asked.rawHeaders
          .map((text: string, i: number) => (i % 2 ? `${text}\r\n` : `${text}: `))
          .join('');
        onward.write(`GET ${asked.url} HTTP/1.1\r\n${headers}\r\n`);
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      for (const end of [onward, socket]) end.on('error', () => socket.destroy());
    });
  }
  return listening(server);
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
