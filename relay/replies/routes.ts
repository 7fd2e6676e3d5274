import { id } from '@touchline/shared/people.ts';
import { cannedReply, replyChange } from '@touchline/shared/replies.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import type { ReplyService } from './service.ts';

type Deps = { service: ReplyService; operator: AskedBy };

const site = z.strictObject({ id });
const reply = z.strictObject({ id, reply: id });

export async function replyRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/sites/:id/replies',
    { schema: { params: site, response: { 200: z.strictObject({ replies: z.array(cannedReply) }) } } },
    async (request, answer) => {
      const reader = await operator(request);
      answer.header('cache-control', 'no-store');
      return { replies: await service.list(request.params.id, reader.id) };
    },
  );

  app.put(
    '/api/sites/:id/replies/:reply',
    { schema: { params: reply, body: replyChange, response: { 200: z.strictObject({ reply: cannedReply }) } } },
    async (request) => {
      const editor = await operator(request);
      const { id: siteId, reply: replyId } = request.params;
      return { reply: await service.save(siteId, replyId, request.body, editor.id) };
    },
  );

  app.delete(
    '/api/sites/:id/replies/:reply',
    {
      schema: {
        params: reply,
        querystring: z.strictObject({
          version: z.coerce
            .number()
            .int()
            .min(1)
            .max(2 ** 31 - 1),
        }),
        response: { 204: z.null() },
      },
    },
    async (request, answer) => {
      const editor = await operator(request);
      const { id: siteId, reply: replyId } = request.params;
      await service.remove(siteId, replyId, request.query.version, editor.id);
      return answer.status(204).send(null);
    },
  );
}
