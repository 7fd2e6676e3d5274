/**
 * The two doors for sockets: `/socket?site=KEY` for players, `/inbox/socket` for operators. Who may come in is
 * decided before the upgrade; what they say afterwards is session.ts.
 */
import websocket, { type WebSocket } from '@fastify/websocket';
import { siteKey } from '@touchline/shared/people.ts';
import { CLOSE, FRAME_MAX_BYTES, newId } from '@touchline/shared/wire.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OperatorService, SignedIn } from '../operators/service.ts';
import { operatorOf, refuseForeignOrigin } from '../platform/auth.ts';
import { Refusal } from '../platform/errors.ts';
import { originAllowed } from '../sites/origins.ts';
import type { SiteCache } from '../sites/site-cache.ts';
import type { Site } from '../sites/store.ts';
import { openOperatorSession } from './operator-session.ts';
import { openPlayerSession } from './player-session.ts';
import type { RealtimeDeps } from './realtime-deps.ts';
import type { Session, SessionSocket } from './session.ts';

type GatewayDeps = RealtimeDeps & { sites: SiteCache; operators: OperatorService };

/** How often silent lines are looked for. */
const TICK_MS = 5_000;
/** Clients that leave a closing relay come back spread over this time, chosen by themselves. */
const RESTART_HINT = 'restart';

declare module 'fastify' {
  interface FastifyRequest {
    site?: Site;
    signedIn?: SignedIn;
  }
}

export async function gateway(app: FastifyInstance, deps: GatewayDeps): Promise<void> {
  const sessions = new Set<Session>();

  await app.register(websocket, {
    options: {
      maxPayload: FRAME_MAX_BYTES,
      perMessageDeflate: false,
      // The plugin would upgrade any route and close it afterwards.
      verifyClient: ({ req }, accept) => accept(isSocketPath(req.url), 404),
    },
    preClose(done) {
      for (const session of sessions) session.end(CLOSE.restart, RESTART_HINT);
      app.websocketServer.close(done);
    },
  });

  const ticking = setInterval(() => {
    for (const session of sessions) session.tick();
  }, TICK_MS);
  ticking.unref();
  app.addHook('onClose', async () => clearInterval(ticking));

  function attach(role: string, socket: WebSocket, open: (id: string, socket: SessionSocket) => Session): void {
    const session = open(newId(deps.clock.now()), {
      send: (text) => socket.send(text),
      close: (code, reason) => socket.close(code, reason),
      get buffered() {
        return socket.bufferedAmount;
      },
    });
    sessions.add(session);
    deps.metrics.sockets.inc({ role });
    socket.on('message', (data, isBinary) => {
      if (isBinary) session.end(CLOSE.badFrame, 'text frames only');
      else session.receive(String(data));
    });
    socket.on('close', () => {
      sessions.delete(session);
      deps.metrics.sockets.dec({ role });
      session.gone();
    });
    // Protocol violations end the socket with a code of their own; an unheard 'error' would end the process.
    socket.on('error', () => session.gone());
  }

  app.get(
    '/socket',
    {
      websocket: true,
      schema: { querystring: z.strictObject({ site: siteKey }) },
      preValidation: async (request: FastifyRequest) => {
        const key = (request.query as { site?: unknown }).site;
        const site = typeof key === 'string' ? await deps.sites.byKey(key) : null;
        if (!site) throw new Refusal('unknown-site', 'No site has this key.');
        if (!originAllowed(request.headers.origin, site.origins)) {
          throw new Refusal('origin-not-allowed', 'This origin is not on the list of the site.');
        }
        request.site = site;
      },
    },
    (socket, { site }) => {
      if (site) attach('player', socket, (id, tiny) => openPlayerSession(id, tiny, site, deps));
    },
  );

  app.get(
    '/inbox/socket',
    {
      websocket: true,
      schema: { querystring: z.strictObject({}) },
      preValidation: async (request: FastifyRequest) => {
        refuseForeignOrigin(request);
        request.signedIn = await deps.operators.describe(await operatorOf(request, deps.operators));
      },
    },
    (socket, { signedIn }) => {
      if (signedIn) attach('operator', socket, (id, tiny) => openOperatorSession(id, tiny, signedIn, deps));
    },
  );
}

function isSocketPath(url: string | undefined): boolean {
  const path = (url ?? '').split('?')[0];
  return path === '/socket' || path === '/inbox/socket';
}
