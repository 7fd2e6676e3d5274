/** Who is asking on a route: an operator by cookie, from our own pages only. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './errors.ts';

/** The signed-in operator who asks from a page of ours, or a refusal; features take it as an argument. */
export type AskedBy = (request: FastifyRequest) => Promise<{ id: string }>;

export const SESSION_COOKIE = 'touchline_session';

/** What these checks need of the operators; `operators/service.ts` fits. */
type Sessions<Operator> = { bySession(token: string | undefined): Promise<Operator | null> };

export async function operatorOf<Operator>(request: FastifyRequest, sessions: Sessions<Operator>): Promise<Operator> {
  const operator = await sessions.bySession(request.cookies[SESSION_COOKIE]);
  if (!operator) throw new Refusal('unauthenticated', 'Sign in first.');
  return operator;
}

export async function administratorOf<Operator extends { isAdministrator: boolean }>(
  request: FastifyRequest,
  sessions: Sessions<Operator>,
): Promise<Operator> {
  refuseForeignOrigin(request);
  const operator = await operatorOf(request, sessions);
  if (!operator.isAdministrator) throw new Refusal('forbidden', 'Only an administrator may do this.');
  return operator;
}

/**
 * A cookie proves who, not where from. `SameSite=Strict` keeps other sites out, but a neighbour on the same
 * registrable domain is "same site", and WebSockets know no CORS: so the request must come from our own origin.
 */
export function refuseForeignOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const { origin } = request.headers;
  if (site === undefined && (origin === undefined || hostOf(origin) === request.host)) return;
  throw new Refusal('forbidden', 'This request has to come from the inbox itself.');
}

function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null;
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  lifetimeMs: number,
): void {
  reply.setCookie(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    // A proxy may put us under any prefix, which the relay does not know.
    path: '/',
    maxAge: lifetimeMs / 1000,
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/' });
}
