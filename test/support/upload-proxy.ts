/** A web server in front of a relay, on which uploads go as badly as on the road: held half-way, or cut off. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll } from 'vitest';

export type UploadProxy = Awaited<ReturnType<typeof startUploadProxy>>;

export async function startUploadProxy(relayUrl: string) {
  const relay = new URL(relayUrl);
  const sockets = new Set<{ destroy(): void }>();
  /** Of the next upload: which part of it goes through before the line is cut. */
  let cutAt: number | undefined;
  /** Uploads stop half-way until then. */
  let gate: Promise<void> | undefined;
  let isDown = false;

  const proxy = {
    url: '',
    /** How many were begun. */
    uploads: 0,
    /** The next `times` uploads break off when this part of their bytes has gone through. */
    cut(part: number) {
      cutAt = part;
    },
    /** Returns what lets them go on. */
    hold(): () => void {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        gate = undefined;
        open();
      };
    },
    /** Nothing goes through, and all lines are cut, until `up`. */
    down() {
      isDown = true;
      for (const socket of sockets) socket.destroy();
    },
    up() {
      isDown = false;
    },
  };

  const server = createServer((incoming, outgoing) => {
    if (isDown) return incoming.socket.destroy();
    const isUpload = incoming.method === 'POST' && incoming.url?.startsWith('/uploads/');
    void pass(incoming, outgoing, isUpload === true);
  });

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse, isUpload: boolean) {
    const { url, method, headers } = incoming;
    const onward = request({ host: relay.hostname, port: relay.port, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.on('error', () => {});
    if (!isUpload) return incoming.pipe(onward);
    proxy.uploads++;
    const total = Number(headers['content-length']);
    const end = cutAt === undefined ? total : Math.floor(total * cutAt);
    cutAt = undefined;
    let passed = 0;
    try {
      for await (const chunk of incoming as AsyncIterable<Buffer>) {
        if (passed >= total / 2) await gate;
        const fitting = chunk.subarray(0, end - passed);
        passed += fitting.length;
        onward.write(fitting);
        if (passed < total && passed >= end) return incoming.socket.destroy();
      }
      if (total / 2 >= 1) await gate;
      onward.end();
    } catch {
      onward.destroy();
    }
  }

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', ({ url = '', headers }, socket, head) => {
    socket.on('error', () => {});
    if (isDown) return socket.destroy();
    const onward = connect(Number(relay.port), relay.hostname, () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      onward.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterAll(() => {
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
