import { id } from '@touchline/shared/people.ts';
import { searchPage, searchQuestion } from '@touchline/shared/search.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import type { SearchService } from './service.ts';

type Deps = { service: SearchService; operator: AskedBy };

const schema = { body: searchQuestion, response: { 200: searchPage } };

export async function searchRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.post('/api/search', { schema }, async (request) => service.search((await operator(request)).id, request.body));

  app.post('/api/sites/:id/search', { schema: { ...schema, params: z.strictObject({ id }) } }, async (request) =>
    service.search((await operator(request)).id, request.body, request.params.id),
  );
}
