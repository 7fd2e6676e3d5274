/** Invitations: made by administrators, accepted by whoever has the link. */
import { nameOf } from '@touchline/shared/names.ts';
import { id } from '@touchline/shared/people.ts';
import { secondStep, signedIn } from '@touchline/shared/sessions.ts';
import { invitation, invitationDraft, invited, linkMade, PERSON_NAME_MAX_CHARACTERS } from '@touchline/shared/staff.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerAdmission, fromOf } from '../operators/answering.ts';
import { refuseForeignOrigin } from '../platform/auth.ts';
import type { Inviting } from './inviting.ts';

type Deps = { inviting: Inviting; operator(request: FastifyRequest): Promise<{ id: string }> };

const params = z.strictObject({ id });
const token = z.string().max(100);
const made = z.strictObject({ invitation, link: linkMade });

export async function invitationRoutes(instance: FastifyInstance, { inviting, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('preValidation', async (request) => refuseForeignOrigin(request));
  app.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));

  app.post('/api/invitations', { schema: { body: invitationDraft, response: { 201: made } } }, async (request, reply) =>
    reply.status(201).send(await inviting.invite((await operator(request)).id, request.body)),
  );

  app.post('/api/invitations/:id/link', { schema: { params, response: { 200: made } } }, async (request) =>
    inviting.renew((await operator(request)).id, request.params.id),
  );

  app.delete('/api/invitations/:id', { schema: { params, response: { 204: z.null() } } }, async (request, reply) => {
    await inviting.withdraw((await operator(request)).id, request.params.id);
    return reply.status(204).send(null);
  });

  app.post(
    '/api/invitations/check',
    { schema: { body: z.strictObject({ token }), response: { 200: invited } } },
    async (request) => inviting.check(request.body.token),
  );

  app.post(
    '/api/invitations/account',
    {
      schema: {
        body: z.strictObject({ token, name: nameOf(PERSON_NAME_MAX_CHARACTERS), password: z.string().max(400) }),
        response: { 200: signedIn, 202: secondStep },
      },
    },
    async (request, reply) => {
      const { token, ...person } = request.body;
      return answerAdmission(request, reply, await inviting.acceptAsNew(token, person, fromOf(request)));
    },
  );

  app.post(
    '/api/invitations/membership',
    { schema: { body: z.strictObject({ token }), response: { 204: z.null() } } },
    async (request, reply) => {
      await inviting.acceptAs(request.body.token, (await operator(request)).id);
      return reply.status(204).send(null);
    },
  );
}
