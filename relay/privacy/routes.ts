/**
 * One player's data, for administrators of the site. Who is meant stands in bodies and never in addresses, which end up in
 * logs; nothing of it is kept by a browser.
 */
import { id } from '@touchline/shared/people.ts';
import { eraseAsked, exportAsked, heldPlayer, holdAsked, keepingReport, who } from '@touchline/shared/privacy.ts';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createLimiter } from '../platform/limits.ts';
import type { PrivacyService } from './service.ts';

type Deps = {
  service: PrivacyService;
  operator(request: FastifyRequest): Promise<{ id: string; name: string }>;
};

const ofSite = z.strictObject({ id });
const count = z.int().min(0);

export async function privacyRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const exports = createLimiter(30, 3_600, 'Too many exports in an hour; wait a while.');
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(
    '/api/sites/:id/keeping',
    { schema: { params: ofSite, response: { 200: keepingReport } } },
    async (request) => {
      const reader = await operator(request);
      return service.report(request.params.id, reader.id);
    },
  );

  app.post(
    '/api/sites/:id/players/find',
    {
      schema: {
        params: ofSite,
        body: z.strictObject({ who }),
        response: { 200: z.strictObject({ players: z.array(heldPlayer) }) },
      },
    },
    async (request) => {
      const reader = await operator(request);
      return { players: await service.find(request.params.id, request.body.who, reader.id) };
    },
  );

  app.post(
    '/api/sites/:id/players/hold',
    { schema: { params: ofSite, body: holdAsked, response: { 204: z.null() } } },
    async (request, reply) => {
      await service.hold(request.params.id, request.body, await operator(request));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/sites/:id/players/release',
    { schema: { params: ofSite, body: holdAsked, response: { 204: z.null() } } },
    async (request, reply) => {
      await service.release(request.params.id, request.body, await operator(request));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/sites/:id/players/export',
    { schema: { params: ofSite, body: exportAsked } },
    async (request, reply) => {
      const { id: by } = await operator(request);
      await exports.consume(by);
      const { stream, name } = await service.export(request.params.id, request.body, by);
      return reply.type('application/zip').header('content-disposition', contentDisposition(name)).send(stream);
    },
  );

  app.post(
    '/api/sites/:id/players/erase',
    {
      schema: {
        params: ofSite,
        body: eraseAsked,
        response: { 200: z.strictObject({ conversations: count, files: count, player: z.string() }) },
      },
    },
    async (request) => {
      const { id: by } = await operator(request);
      return service.erase(request.params.id, request.body, by);
    },
  );
}
