/** How a route answers somebody who has been let in: the token goes into the cookie and nowhere else. */
import type { SecondStep } from '@touchline/shared/sessions.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setSessionCookie } from '../platform/auth.ts';
import { type Admission, type Admitted, SESSION_LIFETIME_MS } from './admission.ts';
import type { SignedIn } from './service.ts';
import type { From } from './session-store.ts';

export const fromOf = (request: FastifyRequest): From => ({
  address: request.ip,
  agent: request.headers['user-agent'] ?? null,
});

export function cookieFor(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, ...who }: Admitted<SignedIn>,
): SignedIn {
  setSessionCookie(request, reply, token, SESSION_LIFETIME_MS);
  return who;
}

/** 200 for who is in, 202 for who has another step before them. */
export function answerAdmission(
  request: FastifyRequest,
  reply: FastifyReply,
  admission: Admission<SignedIn>,
): SignedIn | SecondStep {
  if (!('next' in admission)) return cookieFor(request, reply, admission);
  reply.status(202);
  return admission;
}
