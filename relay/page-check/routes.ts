import { pageFinding } from '@touchline/shared/page-check.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import { baseOf } from '../platform/base.ts';
import type { PageCheck } from './service.ts';

const webAddress = z.url({ protocol: /^https?$/, message: 'an address such as https://brand.example/sports' }).max(500);

export async function pageCheckRoutes(instance: FastifyInstance, deps: { check: PageCheck; operator: AskedBy }) {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/api/sites/:id/page-check',
    {
      schema: {
        params: z.strictObject({ id: z.uuid() }),
        body: z.strictObject({ url: webAddress }),
        response: { 200: z.strictObject({ findings: z.array(pageFinding) }) },
      },
    },
    async (request) => {
      const { id } = await deps.operator(request);
      return { findings: await deps.check(request.params.id, request.body.url, id, baseOf(request)) };
    },
  );
}
