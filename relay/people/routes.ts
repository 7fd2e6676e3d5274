/** The people of a site: looked at by whoever oversees it, changed by its administrators. */
import { id, operatorRole } from '@touchline/shared/people.ts';
import { auditPage, linkMade, personChange, staff } from '@touchline/shared/staff.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PeopleService } from './service.ts';

type Deps = {
  service: PeopleService;
  /** Who is signed in and asks from a page of ours, or a refusal. */
  operator(request: FastifyRequest): Promise<{ id: string; email: string }>;
};

const params = z.strictObject({ id });
const nothing = z.null();

export async function peopleRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));

  app.get('/api/people', { schema: { response: { 200: staff } } }, async (request) =>
    service.look((await operator(request)).id),
  );

  app.put(
    '/api/people/:id',
    { schema: { params, body: personChange, response: { 204: nothing } } },
    async (request, reply) => {
      await service.save((await operator(request)).id, request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/api/people/:id/disabled',
    { schema: { params, body: z.strictObject({ isDisabled: z.boolean() }), response: { 204: nothing } } },
    async (request, reply) => {
      await service.setDisabled((await operator(request)).id, request.params.id, request.body.isDisabled);
      return reply.status(204).send(null);
    },
  );

  app.post('/api/people/:id/password-link', { schema: { params, response: { 200: linkMade } } }, async (request) =>
    service.passwordLink((await operator(request)).id, request.params.id),
  );

  app.post(
    '/api/people/:id/second-factor-reset',
    { schema: { params, body: z.strictObject({ password: z.string().max(400) }), response: { 204: nothing } } },
    async (request, reply) => {
      await service.resetSecondFactor(await operator(request), request.params.id, request.body.password);
      return reply.status(204).send(null);
    },
  );

  app.delete('/api/people/:id/sessions', { schema: { params, response: { 204: nothing } } }, async (request, reply) => {
    await service.endSessions((await operator(request)).id, request.params.id);
    return reply.status(204).send(null);
  });

  app.put(
    '/api/sites/:id/second-factor',
    { schema: { params, body: z.strictObject({ roles: z.array(operatorRole).max(3) }), response: { 204: nothing } } },
    async (request, reply) => {
      const roles = [...new Set(request.body.roles)];
      await service.requireSecondFactor((await operator(request)).id, request.params.id, roles);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/api/sites/:id/audit',
    {
      schema: {
        params,
        querystring: z.strictObject({
          before: z
            .string()
            .regex(/^\d{1,15}$/)
            .optional(),
        }),
        response: { 200: auditPage },
      },
    },
    async (request) => {
      const { before } = request.query;
      return service.audit((await operator(request)).id, request.params.id, before ? Number(before) : null);
    },
  );
}
