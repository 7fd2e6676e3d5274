import { searchPage, searchQuestion } from '@touchline/shared/search.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AskedBy } from '../platform/auth.ts';
import type { SearchService } from './service.ts';

type Deps = { service: SearchService; operator: AskedBy };

export async function searchRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  instance
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/api/search',
      { schema: { body: searchQuestion, response: { 200: searchPage } } },
      async (request, reply) => {
        const { id } = await operator(request);
        reply.header('cache-control', 'no-store');
        return service.search(id, request.body);
      },
    );
}
