/**
 * A socket for those whose proxy passes none: long polling over POST, through the same door, with the same frames.
 *
 *     {wait, frames: [hello, …]} ──▶ a session of one request ──▶ {frames: […], close?}
 *
 * Every request opens a session, says everything in it and ends it, so any relay may answer any of them and nothing is
 * remembered in between: the client owns its position and says it each time. The answer leaves when all frames are
 * dealt with and something was news, or else when there is some, at the latest after `wait` ms. `close` is the code with
 * which a socket would have been closed.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { newId, POLL_MAX_FRAMES, POLL_WAIT_MS } from '@touchline/shared/wire.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { createLimiter } from '../platform/limits.ts';
import type { Session, SessionSocket } from './session.ts';

type Open = (id: string, socket: SessionSocket) => Session;

type Options = {
  path: string;
  /** For pages of other origins: whether theirs may ask is the door's to say, by `admit`. */
  crossOrigin: boolean;
  querystring: z.ZodType;
  clock: Clock;
  /** So many may wait at once from one address, and ask as often as as many sockets might. */
  perAddress: number;
  admit(request: FastifyRequest): Promise<Open>;
  /** Counts it among the sockets; the returned function takes it out again. */
  enter(request: FastifyRequest, session: Session): () => void;
};

/** A moment's frames, such as an event and the row it changed, in one answer. */
const GATHER_MS = 15;
/** For what every session is told at its beginning. */
const SETTLING_MS = 1_000;
const RATE_SECONDS = 20;
const POLLS_PER_CLIENT = 4;

const body = z.strictObject({
  wait: z.int().min(0).max(POLL_WAIT_MS),
  frames: z.array(z.looseObject({})).min(1).max(POLL_MAX_FRAMES),
});
type Body = z.infer<typeof body>;

export async function polling(app: FastifyInstance, options: Options): Promise<void> {
  const { path, crossOrigin, querystring, admit, enter, clock } = options;
  const limiter = createLimiter(
    options.perAddress * POLLS_PER_CLIENT,
    RATE_SECONDS,
    'Too many polls from this address.',
  );

  await app.register(async (scope) => {
    // The one type that a page may post to another origin without a preflight, which would double every request.
    scope.addContentTypeParser('text/plain', { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'));
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      if (!crossOrigin) return;
      // No cookie counts here, and a refusal has to be readable.
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
    });
    scope.post<{ Body: Body }>(path, { schema: { querystring, body } }, async (request, reply) => {
      await limiter.consume(request.ip);
      const open = await admit(request);
      const answer = await converse(request.body, open, {
        clock,
        enter: (session) => enter(request, session),
        left: (gone) => reply.raw.once('close', gone),
      });
      // Text already: frames are encoded once for all who get them.
      return reply.type('application/json').send(answer);
    });
  });
}

type Around = { clock: Clock; enter(session: Session): () => void; left(gone: () => void): void };

function converse({ wait, frames }: Body, open: Open, { clock, enter, left }: Around): Promise<string> {
  return new Promise((answer) => {
    const said: string[] = [];
    let idleSince = Number.POSITIVE_INFINITY;
    let hasNews = false;
    let isOver = false;
    let gathering: (() => void) | undefined;

    const session = open(newId(clock.now()), {
      send(text) {
        said.push(text);
        hasNews ||= isNews(text) || clock.now() - idleSince > SETTLING_MS;
        if (idleSince <= clock.now()) look();
      },
      close: finish,
      // What is not sent yet is what these few frames asked for.
      buffered: 0,
      idle() {
        idleSince = Math.min(idleSince, clock.now());
        if (wait > 0) look();
        else finish();
      },
    });
    const leave = enter(session);
    const giveUp = clock.after(wait || POLL_WAIT_MS, finish);
    left(() => finish());
    for (const frame of frames) session.receive(JSON.stringify(frame));

    function look(): void {
      if (hasNews) gathering ??= clock.after(GATHER_MS, finish);
    }

    function finish(close?: number): void {
      if (isOver) return;
      isOver = true;
      giveUp();
      gathering?.();
      leave();
      session.gone();
      answer(`{"frames":[${said.join()}]${close === undefined ? '' : `,"close":${close}`}}`);
    }
  });
}

/** Every session begins with more, such as `ready` or who is there; of that only what comes later is news. */
function isNews(text: string): boolean {
  return /^\{"type":"(events|reset|ack|error|history|list|upsert|typing|pong)"/.test(text);
}
