/** Keys for programs, as administrators of a site make and end them. */
import { randomBytes } from 'node:crypto';
import { API_KEYS_MAX, apiKeyState, newApiKey } from '@touchline/shared/api.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { ApiKeysStore } from './keys-store.ts';

type Deps = {
  store: ApiKeysStore;
  clock: Clock;
  operator: AskedBy;
  /** Throws `not-found` where they do not administer the site. */
  authorise(siteId: string, operatorId: string): Promise<void>;
};

const ofSite = z.strictObject({ id: z.uuid() });

export async function apiKeyRoutes(instance: FastifyInstance, { store, clock, operator, authorise }: Deps) {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(
    '/api/sites/:id/api-keys',
    { schema: { params: ofSite, response: { 200: z.strictObject({ keys: z.array(apiKeyState) }) } } },
    async (request) => {
      await authorise(request.params.id, (await operator(request)).id);
      return { keys: await store.list(request.params.id) };
    },
  );

  app.post(
    '/api/sites/:id/api-keys',
    {
      schema: {
        params: ofSite,
        body: newApiKey,
        // `token` is never shown again.
        response: { 201: z.strictObject({ id: z.string(), token: z.string() }) },
      },
    },
    async (request, reply) => {
      const siteId = request.params.id;
      const maker = await operator(request);
      await authorise(siteId, maker.id);
      const id = newId(clock.now());
      const token = `tlk_${randomBytes(32).toString('base64url')}`;
      const { name, scopes, days } = request.body;
      const key = { id, siteId, operatorId: maker.id, name, scopes: [...new Set(scopes)], days };
      if (!(await store.add(key, token, API_KEYS_MAX))) {
        throw new Refusal('bad-request', `A site has at most ${API_KEYS_MAX} keys for programs: end one first.`);
      }
      return reply.status(201).send({ id, token });
    },
  );

  app.delete(
    '/api/sites/:id/api-keys/:key',
    { schema: { params: ofSite.extend({ key: z.uuid() }), response: { 204: z.null() } } },
    async (request, reply) => {
      const { id, key } = request.params;
      const who = await operator(request);
      await authorise(id, who.id);
      if (!(await store.end(id, key, who.id))) throw notFound();
      return reply.status(204).send(null);
    },
  );
}
