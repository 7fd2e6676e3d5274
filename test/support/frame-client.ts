/** A client that speaks frames and nothing else: what it receives is kept, and waited for by condition. */

import type { Site } from '@touchline/relay/sites/store.ts';
import type { OperatorDown, PlayerDown } from '@touchline/shared/down.ts';
import type { OperatorUp, PlayerUp } from '@touchline/shared/up.ts';
import { newToken, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import WebSocket from 'ws';
import { TEST_ORIGIN } from './relay.ts';

export type FrameClient<Up, Down extends { type: string }> = {
  received: Down[];
  /** Close code, once closed. */
  closed: Promise<number>;
  send(frame: Up): void;
  sendText(text: string): void;
  /** The first frame, received or yet to come, of this type that fits. Each is handed out once. Fails once the socket is closed. */
  next<T extends Down['type']>(
    type: T,
    fits?: (frame: Extract<Down, { type: T }>) => boolean,
  ): Promise<Extract<Down, { type: T }>>;
  close(): void;
  terminate(): void;
};

export type PlayerClient = FrameClient<PlayerUp, PlayerDown>;
export type OperatorClient = FrameClient<OperatorUp, OperatorDown>;

const WAIT_MS = 8_000;

export async function connect<Up, Down extends { type: string }>(
  url: string,
  headers: Record<string, string>,
): Promise<FrameClient<Up, Down>> {
  const socket = new WebSocket(url, { headers });
  const received: Down[] = [];
  const taken = new Set<Down>();
  const waiting = new Set<() => void>();
  let closedWith: number | undefined;
  const closed = new Promise<number>((resolve) =>
    socket.on('close', (code) => {
      closedWith = code;
      resolve(code);
      for (const look of [...waiting]) look();
    }),
  );
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    for (const look of [...waiting]) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  socket.on('error', () => {});

  return {
    received,
    closed,
    send: (frame) => socket.send(JSON.stringify(frame)),
    sendText: (text) => socket.send(text),
    next(type, fits = () => true) {
      type Wanted = Extract<Down, { type: typeof type }>;
      return new Promise<Wanted>((resolve, reject) => {
        const look = () => {
          const found = received.find((frame) => frame.type === type && !taken.has(frame) && fits(frame as Wanted));
          if (!found) return closedWith === undefined ? undefined : fail(`before the close with ${closedWith}`);
          taken.add(found);
          finish();
          resolve(found as Wanted);
        };
        const fail = (when: string) => {
          finish();
          reject(new Error(`no ${type} ${when}; received ${JSON.stringify(received).slice(0, 2_000)}`));
        };
        const timer = setTimeout(() => fail(`within ${WAIT_MS} ms`), WAIT_MS);
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      });
    },
    close: () => socket.close(),
    terminate: () => socket.terminate(),
  };
}

const socketUrl = (url: string, path: string) => url.replace(/^http/, 'ws') + path;

type Hello = Partial<Extract<PlayerUp, { type: 'hello' }>>;

/** Connected and `ready`. Without proof in `hello` it is a new anonymous player. */
export async function connectPlayer(url: string, site: Site, hello: Hello = {}, origin = TEST_ORIGIN) {
  const client: PlayerClient = await connect(socketUrl(url, `/socket?site=${site.key}`), { origin });
  const token = hello.token ?? (hello.identity ? undefined : newToken());
  client.send({ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', ...hello, ...(token ? { token } : {}) });
  const ready = await client.next('ready');
  return { ...client, ready, token };
}

export async function connectOperator(url: string, cookie: string) {
  const client: OperatorClient = await connect(socketUrl(url, '/inbox/socket'), { cookie, origin: url });
  client.send({ type: 'hello', version: PROTOCOL_VERSION });
  const ready = await client.next('ready');
  return { ...client, ready };
}
