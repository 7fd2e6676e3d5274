/** The people of one site, by paths that name it, so that a key of that site reaches them and nobody else. */
import { id } from '@touchline/shared/people.ts';
import { invitation, linkMade, memberChange, memberDraft, person } from '@touchline/shared/staff.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import type { Members } from './members.ts';

const ofSite = z.strictObject({ id });
const ofPerson = ofSite.extend({ person: id });
const ofInvitation = ofSite.extend({ invitation: id });
/** `link.token` is told once: it goes behind the inbox's address, `/inbox/setup#…`, to whoever was invited. */
const made = z.strictObject({ invitation, link: linkMade });
const nothing = z.null();

export async function memberRoutes(instance: FastifyInstance, deps: { members: Members; operator: AskedBy }) {
  const { members, operator } = deps;
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));

  app.get(
    '/api/sites/:id/people',
    {
      schema: {
        params: ofSite,
        querystring: z.strictObject({ before: id.optional() }),
        response: { 200: z.strictObject({ people: z.array(person), next: id.nullable() }) },
      },
    },
    async (request) => members.list(request.params.id, (await operator(request)).id, request.query.before),
  );

  app.put(
    '/api/sites/:id/people/:person',
    { schema: { params: ofPerson, body: memberChange, response: { 204: nothing } } },
    async (request, reply) => {
      const { id, person } = request.params;
      await members.change(id, (await operator(request)).id, person, request.body);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/api/sites/:id/people/:person/disabled',
    { schema: { params: ofPerson, body: z.strictObject({ isDisabled: z.boolean() }), response: { 204: nothing } } },
    async (request, reply) => {
      const { id, person } = request.params;
      await members.setDisabled(id, (await operator(request)).id, person, request.body.isDisabled);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/api/sites/:id/invitations',
    { schema: { params: ofSite, response: { 200: z.strictObject({ invitations: z.array(invitation) }) } } },
    async (request) => ({ invitations: await members.invited(request.params.id, (await operator(request)).id) }),
  );

  app.post(
    '/api/sites/:id/invitations',
    { schema: { params: ofSite, body: memberDraft, response: { 201: made } } },
    async (request, reply) =>
      reply.status(201).send(await members.invite(request.params.id, (await operator(request)).id, request.body)),
  );

  app.post(
    '/api/sites/:id/invitations/:invitation/link',
    { schema: { params: ofInvitation, response: { 200: made } } },
    async (request) => {
      const { id, invitation } = request.params;
      return members.renew(id, (await operator(request)).id, invitation);
    },
  );

  app.delete(
    '/api/sites/:id/invitations/:invitation',
    { schema: { params: ofInvitation, response: { 204: nothing } } },
    async (request, reply) => {
      const { id, invitation } = request.params;
      await members.withdraw(id, (await operator(request)).id, invitation);
      return reply.status(204).send(null);
    },
  );
}
