/**
 * Who asks on a route: a person by the cookie of the inbox, or a program by a key, which acts for whoever made it. A key
 * reaches what its scopes name and its site has, and nothing that its maker may not; every feature then judges as ever.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Operator } from '../operators/operator-row.ts';
import { operatorOf, refuseForeignOrigin } from '../platform/auth.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { actingThrough } from '../platform/program.ts';
import type { ApiKeysStore, GoodKey } from './keys-store.ts';
import type { SitesOf } from './place.ts';
import { SCOPES } from './scopes.ts';

export type Admission = ReturnType<typeof createAdmission>;

type Deps = {
  keys: Pick<ApiKeysStore, 'good'>;
  sessions: { bySession(token: string | undefined): Promise<Operator | null> };
  /** Of what a request is about. */
  sitesOf: SitesOf;
  /** Requests of one key, on this relay. */
  rate: { points: number; seconds: number };
};

/** Whatever else is borne there is somebody else's: a player's, a scraper's. */
const KEY = /^Bearer +(tlk_\S{1,200})$/i;
const admitted = new WeakMap<FastifyRequest, GoodKey>();

/** Which key a request came with, once it has been let in. */
export const keyOf = (request: FastifyRequest): GoodKey | undefined => admitted.get(request);

export function createAdmission({ keys, sessions, sitesOf, rate }: Deps) {
  const limiter = new RateLimiterMemory({ points: rate.points, duration: rate.seconds });

  /** Says with every answer what is left. */
  async function count(key: GoodKey, reply: FastifyReply): Promise<void> {
    const left = await limiter.consume(key.id).catch((limit: unknown) => limit);
    if (!(left instanceof RateLimiterRes)) throw left;
    const seconds = Math.ceil(left.msBeforeNext / 1000);
    reply.header('ratelimit-limit', rate.points).header('ratelimit-remaining', left.remainingPoints);
    reply.header('ratelimit-reset', seconds);
    if (left.consumedPoints > rate.points) {
      throw new Refusal('too-fast', `At most ${rate.points} requests in ${rate.seconds} seconds.`, {
        retryAfterMs: left.msBeforeNext,
      });
    }
  }

  async function operator(request: FastifyRequest): Promise<Operator> {
    const key = keyOf(request);
    if (key) return key.operator;
    refuseForeignOrigin(request);
    return operatorOf(request, sessions);
  }

  return {
    operator,

    /** Before anything else of a route is looked at. Requests without a key pass: they are judged by their route. */
    async enter(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const [, token] = KEY.exec(request.headers.authorization ?? '') ?? [];
      const { method, url } = request.routeOptions;
      if (!token || !url?.startsWith('/api/')) return;
      const described = SCOPES.get(`${method} ${url}`);
      const key = await keys.good(token);
      if (!key) throw new Refusal('unauthenticated', 'This key is not good, or not any more.');
      await count(key, reply);
      if (!described) throw new Refusal('forbidden', 'This is not for programs.');
      const { scope } = described;
      if (scope && !key.scopes.includes(scope)) throw new Refusal('forbidden', `This key has no scope “${scope}”.`);
      if (scope && !(await sitesOf(request))?.every((id) => id === key.siteId)) throw notFound();
      admitted.set(request, key);
    },

    /** What is written down from here on names the key. Around the handler, once the body has been read. */
    record(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
      const key = keyOf(request);
      if (key) actingThrough(key, done);
      else done();
    },

    /** Of the installation. */
    async administrator(request: FastifyRequest): Promise<Operator> {
      const who = await operator(request);
      if (!who.isAdministrator) throw new Refusal('forbidden', 'Only an administrator may do this.');
      return who;
    },
  };
}
