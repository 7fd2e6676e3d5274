import { searchPage, searchQuestion } from '@touchline/shared/search.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { SearchService } from './service.ts';

/** The signed-in operator, or a refusal. */
export type AskedBy = (request: FastifyRequest) => Promise<{ id: string }>;

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
