/**
 * Sockets, whoever they are for: the upgrade, the list of open sessions, their heartbeat and their farewell.
 * Who may come in, and what they may say, is a door's to know (relay/doors).
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import websocket, { type WebSocket } from '@fastify/websocket';
import type { Clock } from '@touchline/shared/clock.ts';
import { CLOSE, FRAME_MAX_BYTES, newId } from '@touchline/shared/wire.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import { createAdmission } from './admission.ts';
import { createCork } from './cork.ts';
import { type Gauge, LOAD_LIMITS, type LoadLimits, processGauge } from './load.ts';
import { polling } from './polling.ts';
import { createProof, type Prove } from './proof.ts';
import type { Session, SessionSocket } from './session.ts';

export type Door = {
  path: string;
  /** Where the same is said by those whose proxy passes no WebSocket. */
  poll: { path: string; crossOrigin: boolean };
  /** For the metrics. */
  role: string;
  querystring: z.ZodType;
  /** Before the upgrade; throws a `Refusal` for those who may not come in. */
  admit(request: FastifyRequest): Promise<(id: string, socket: SessionSocket) => Session>;
};

export type SocketOptions = {
  limits: LoadLimits;
  gauge: Gauge;
  /** The longest that saying goodbye to all may take; see `drain`. */
  drainMs: number;
  /** How often silent lines are looked for, and the load is measured. */
  tickMs: number;
};

/** Let in, and answered by the upgrade. */
type Admitted = { open: Awaited<ReturnType<Door['admit']>>; response: ServerResponse; seated(): void };

type Deps = {
  clock: Clock;
  metrics: Metrics;
  doors: Door[];
  socketsPerAddress: number;
  options?: Partial<SocketOptions> | undefined;
};

export type Gateway = {
  /**
   * Lets nobody in any more and ends every session with "restart", one after the other: their clients come back to
   * other relays, and those should not get all of them in one moment. Resolves when all are gone, or have had their time.
   */
  drain(): Promise<void>;
};

/** With few sockets the goodbye is short: each takes at most this long. */
const GOODBYE_MS = 5;
/** For a client to answer our close; a line that is dead never does. */
const FAREWELL_MS = 1_000;

export async function gateway(
  app: FastifyInstance,
  { clock, metrics, doors, socketsPerAddress, options = {} }: Deps,
): Promise<Gateway> {
  const { limits = LOAD_LIMITS, gauge = processGauge(), drainMs = 5_000, tickMs = 5_000 } = options;
  const sessions = new Set<Session>();
  const perAddress = new Map<string, number>();
  let lastGone = () => {};
  /** Admitted, and on their way through the upgrade. */
  let entering = 0;
  const paths = doors.map((door) => door.path);
  const admission = createAdmission({ limits, gauge, sockets: () => sessions.size + entering, metrics, log: app.log });

  await app.register(websocket, {
    errorHandler: (error, socket) => fail(socket, error),
    options: {
      maxPayload: FRAME_MAX_BYTES,
      perMessageDeflate: false,
      // The plugin would upgrade any route and close it afterwards.
      verifyClient: ({ req }, accept) => accept(paths.includes((req.url ?? '').split('?')[0] ?? ''), 404),
    },
    preClose(done) {
      for (const session of sessions) session.end(CLOSE.restart, 'restart');
      for (const socket of app.websocketServer.clients) socket.terminate();
      app.websocketServer.close(done);
    },
  });

  const ticking = setInterval(() => {
    for (const session of sessions) session.tick();
    admission.tick();
  }, tickMs);
  ticking.unref();
  app.addHook('onClose', async () => {
    clearInterval(ticking);
    gauge.stop();
  });

  function enter(role: string, ip: string, session: Session): () => void {
    sessions.add(session);
    count(perAddress, ip, 1);
    metrics.sockets.inc({ role });
    return () => {
      sessions.delete(session);
      if (sessions.size === 0) lastGone();
      count(perAddress, ip, -1);
      metrics.sockets.dec({ role });
    };
  }

  function refuseCrowd({ ip }: FastifyRequest): void {
    admission.admit();
    // Players share addresses, so this only keeps one machine from taking all.
    if ((perAddress.get(ip) ?? 0) < socketsPerAddress) return;
    throw new Refusal('too-fast', 'Too many sockets from this address.', { retryAfterMs: 30_000 });
  }

  function fail(socket: WebSocket, error: Error): void {
    // A stranger's broken frame is no error of ours and must not fill the log.
    const isTheirs = (error as NodeJS.ErrnoException).code?.startsWith('WS_ERR_');
    if (!isTheirs) app.log.error({ err: error }, 'a socket failed');
    socket.terminate();
  }

  /** Keeps a place until the session has one, or the line is gone before. */
  function reserve(line: Socket): () => void {
    entering++;
    const seated = () => {
      line.off('close', seated);
      entering--;
    };
    line.once('close', seated);
    return seated;
  }

  function attach(
    role: string,
    request: FastifyRequest,
    socket: WebSocket,
    { open, response, seated }: Admitted,
  ): void {
    const { raw, ip } = request;
    letGo(raw.socket, response, socket);
    seated();
    const cork = createCork(raw.socket);
    // Most sockets are idle and never asked.
    let prove: Prove | undefined;
    const session = open(newId(clock.now()), {
      send(text) {
        cork();
        socket.send(text);
      },
      close(code, reason) {
        socket.close(code, reason);
        // Nobody is there to answer the goodbye; waiting for that would keep a dead line for another half minute.
        if (code === CLOSE.silent) socket.terminate();
      },
      get buffered() {
        return socket.bufferedAmount;
      },
      prove(about, done) {
        prove ??= createProof(socket);
        prove(about, done);
      },
    });
    const leave = enter(role, ip, session);
    socket.on('message', (data, isBinary) => {
      if (isBinary) session.end(CLOSE.badFrame, 'text frames only');
      else session.receive(String(data));
    });
    socket.on('close', () => {
      leave();
      session.gone();
    });
    // Protocol violations end the socket with a code of their own; an unheard 'error' would end the process.
    socket.on('error', (error) => {
      fail(socket, error);
      session.gone();
    });
  }

  for (const { path, poll, role, querystring, admit } of doors) {
    const admitted = new WeakMap<FastifyRequest, Admitted>();
    app.get(
      path,
      {
        websocket: true,
        schema: { querystring },
        preHandler: async (request: FastifyRequest, reply: FastifyReply) => {
          refuseCrowd(request);
          const open = await admit(request);
          // A plain request goes no further, and keeps no place.
          if (!request.ws) return;
          // Again, for many may have waited for that together.
          admission.admit();
          admitted.set(request, { open, response: reply.raw, seated: reserve(request.raw.socket) });
        },
      },
      (socket, request) => {
        const one = admitted.get(request);
        if (one) attach(role, request, socket, one);
        else socket.close(CLOSE.forbidden);
      },
    );
    await polling(app, {
      ...poll,
      querystring,
      clock,
      perAddress: socketsPerAddress,
      admit(request) {
        refuseCrowd(request);
        return admit(request);
      },
      enter: (request, session) => enter(role, request.ip, session),
    });
  }

  return {
    async drain() {
      admission.close();
      const leaving = [...sessions];
      const eachMs = Math.min(GOODBYE_MS, drainMs / leaving.length);
      await Promise.all(
        leaving.map(
          (session, i) =>
            new Promise<void>((resolve) => {
              clock.after(eachMs * i, () => {
                session.end(CLOSE.restart, 'restart');
                resolve();
              });
            }),
        ),
      );
      if (sessions.size === 0) return;
      await new Promise<void>((resolve) => {
        const enough = clock.after(FAREWELL_MS, resolve);
        lastGone = () => {
          enough();
          resolve();
        };
      });
    },
  };
}

/**
 * What belonged to the upgrade alone, and what the plugin listens for with it in hand: a socket lives for hours, and
 * would keep its request and its answer alive, which is half of what an idle one weighs.
 */
function letGo(line: Socket, response: ServerResponse, socket: WebSocket): void {
  response.detachSocket(line);
  socket.removeAllListeners('error');
}

function count(map: Map<string, number>, key: string, by: 1 | -1): void {
  const next = (map.get(key) ?? 0) + by;
  if (next > 0) map.set(key, next);
  else map.delete(key);
}
