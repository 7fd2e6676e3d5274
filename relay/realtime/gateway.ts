/**
 * Sockets, whoever they are for: the upgrade, the list of open sessions, their heartbeat and their farewell.
 * Who may come in, and what they may say, is a door's to know (relay/doors).
 */
import websocket, { type WebSocket } from '@fastify/websocket';
import type { Clock } from '@touchline/shared/clock.ts';
import { CLOSE, FRAME_MAX_BYTES, newId } from '@touchline/shared/wire.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import { createCork } from './cork.ts';
import type { Session, SessionSocket } from './session.ts';

export type Door = {
  path: string;
  /** For the metrics. */
  role: string;
  querystring: z.ZodType;
  /** Before the upgrade; throws a `Refusal` for those who may not come in. */
  admit(request: FastifyRequest): Promise<(id: string, socket: SessionSocket) => Session>;
};

type Deps = { clock: Clock; metrics: Metrics; doors: Door[]; socketsPerAddress: number };

/** How often silent lines are looked for. */
const TICK_MS = 5_000;

export async function gateway(app: FastifyInstance, { clock, metrics, doors, socketsPerAddress }: Deps): Promise<void> {
  const sessions = new Set<Session>();
  const perAddress = new Map<string, number>();
  const paths = doors.map((door) => door.path);

  await app.register(websocket, {
    errorHandler(error, socket, request) {
      // A stranger's broken frame is no error of ours and must not fill the log.
      const isTheirs = (error as NodeJS.ErrnoException).code?.startsWith('WS_ERR_');
      if (!isTheirs) request.log.error({ err: error }, 'a socket failed');
      socket.terminate();
    },
    options: {
      maxPayload: FRAME_MAX_BYTES,
      perMessageDeflate: false,
      // The plugin would upgrade any route and close it afterwards.
      verifyClient: ({ req }, accept) => accept(paths.includes((req.url ?? '').split('?')[0] ?? ''), 404),
    },
    preClose(done) {
      for (const session of sessions) session.end(CLOSE.restart, 'restart');
      app.websocketServer.close(done);
    },
  });

  const ticking = setInterval(() => {
    for (const session of sessions) session.tick();
  }, TICK_MS);
  ticking.unref();
  app.addHook('onClose', async () => clearInterval(ticking));

  function attach(
    role: string,
    { raw, ip }: FastifyRequest,
    socket: WebSocket,
    open: Awaited<ReturnType<Door['admit']>>,
  ): void {
    const cork = createCork(raw.socket);
    const session = open(newId(clock.now()), {
      send(text) {
        cork();
        socket.send(text);
      },
      close: (code, reason) => socket.close(code, reason),
      get buffered() {
        return socket.bufferedAmount;
      },
    });
    sessions.add(session);
    count(perAddress, ip, 1);
    metrics.sockets.inc({ role });
    socket.on('message', (data, isBinary) => {
      if (isBinary) session.end(CLOSE.badFrame, 'text frames only');
      else session.receive(String(data));
    });
    socket.on('close', () => {
      sessions.delete(session);
      count(perAddress, ip, -1);
      metrics.sockets.dec({ role });
      session.gone();
    });
    // Protocol violations end the socket with a code of their own; an unheard 'error' would end the process.
    socket.on('error', () => session.gone());
  }

  for (const { path, role, querystring, admit } of doors) {
    const admitted = new WeakMap<FastifyRequest, Awaited<ReturnType<Door['admit']>>>();
    app.get(
      path,
      {
        websocket: true,
        schema: { querystring },
        preHandler: async (request: FastifyRequest) => {
          // Players share addresses, so this only keeps one machine from taking all.
          if ((perAddress.get(request.ip) ?? 0) >= socketsPerAddress) {
            throw new Refusal('too-fast', 'Too many sockets from this address.', { retryAfterMs: 30_000 });
          }
          admitted.set(request, await admit(request));
        },
      },
      (socket, request) => {
        const open = admitted.get(request);
        if (open) attach(role, request, socket, open);
        else socket.close(CLOSE.forbidden);
      },
    );
  }
}

function count(map: Map<string, number>, key: string, by: 1 | -1): void {
  const next = (map.get(key) ?? 0) + by;
  if (next > 0) map.set(key, next);
  else map.delete(key);
}
