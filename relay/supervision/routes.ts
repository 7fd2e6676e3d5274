import { id } from '@touchline/shared/people.ts';
import { alert, floorFrame, timeline } from '@touchline/shared/supervision.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import type { SupervisionService } from './service.ts';

type Deps = { service: SupervisionService; operator: AskedBy };

/** The floor as it is now: what the socket's `floor` says, to whoever asks once. */
const board = floorFrame.omit({ type: true });
const ofSite = z.strictObject({ id });
const alertPage = z.strictObject({ alerts: z.array(alert), next: id.nullable() });

export async function supervisionRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get('/api/sites/:id/board', { schema: { params: ofSite, response: { 200: board } } }, async (request, reply) => {
    const reader = await operator(request);
    reply.header('cache-control', 'no-store');
    return service.board(request.params.id, reader.id);
  });

  app.get(
    '/api/sites/:id/timeline',
    {
      schema: { params: ofSite, querystring: z.strictObject({ day: z.iso.date() }), response: { 200: timeline } },
    },
    async (request, reply) => {
      const reader = await operator(request);
      reply.header('cache-control', 'no-store');
      return service.timeline(request.params.id, request.query.day, reader.id);
    },
  );

  app.get(
    '/api/sites/:id/alerts',
    {
      schema: { params: ofSite, querystring: z.strictObject({ before: id.optional() }), response: { 200: alertPage } },
    },
    async (request, reply) => {
      const reader = await operator(request);
      reply.header('cache-control', 'no-store');
      return service.alertsOf(request.params.id, request.query.before, reader.id);
    },
  );
}
