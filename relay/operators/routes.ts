/** Signing in, in one step or two, and out; the one-time links. */
import { nameOf } from '@touchline/shared/names.ts';
import { enrolment, secondStep, signedIn } from '@touchline/shared/sessions.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { clearSessionCookie, operatorOf, refuseForeignOrigin, SESSION_COOKIE } from '../platform/auth.ts';
import { answerAdmission, cookieFor, fromOf } from './answering.ts';
import type { OperatorService } from './service.ts';

const email = z.email({ message: 'an e-mail address' }).max(200);
/** Length is judged where it is set; here is only the outer bound. */
const password = z.string().max(400);
const token = z.string().max(100);
const ticket = z.string().max(100);
const code = z.string().max(60);
const nothing = z.null();

type Deps = { operators: OperatorService };

export async function operatorRoutes(instance: FastifyInstance, { operators }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  // Every route here acts on, or by, the cookie, or hands it out.
  app.addHook('preValidation', async (request) => refuseForeignOrigin(request));

  app.post(
    '/api/session',
    {
      schema: {
        body: z.strictObject({ email: z.string().max(200), password }),
        response: { 200: signedIn, 202: secondStep },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      return answerAdmission(request, reply, await operators.signIn(email, password, fromOf(request)));
    },
  );

  app.post(
    '/api/session/code',
    { schema: { body: z.strictObject({ ticket, code }), response: { 200: signedIn } } },
    async (request, reply) => {
      const { ticket, code } = request.body;
      return cookieFor(request, reply, await operators.byCode(ticket, code, fromOf(request)));
    },
  );

  app.post(
    '/api/session/enrolment',
    { schema: { body: z.strictObject({ ticket }), response: { 200: enrolment } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return operators.beginEnrolment(request.body.ticket);
    },
  );

  app.post(
    '/api/session/enrolment/code',
    {
      schema: {
        body: z.strictObject({ ticket, code }),
        response: { 200: signedIn.extend({ recoveryCodes: z.array(z.string()) }) },
      },
    },
    async (request, reply) => {
      const { ticket, code } = request.body;
      const { admitted, recoveryCodes } = await operators.byEnrolment(ticket, code, fromOf(request));
      reply.header('cache-control', 'no-store');
      return { ...cookieFor(request, reply, admitted), recoveryCodes };
    },
  );

  app.get('/api/session', { schema: { response: { 200: signedIn } } }, async (request) =>
    operators.describe(await operatorOf(request, operators)),
  );

  app.delete('/api/session', { schema: { response: { 204: nothing } } }, async (request, reply) => {
    await operators.signOut(request.cookies[SESSION_COOKIE] ?? '');
    clearSessionCookie(reply);
    return reply.status(204).send(null);
  });

  app.post(
    '/api/setup/check',
    {
      schema: {
        body: z.strictObject({ token }),
        response: { 200: z.strictObject({ purpose: z.enum(['first-run', 'password']), email: z.string().nullable() }) },
      },
    },
    async (request) => operators.checkLink(request.body.token),
  );

  app.post(
    '/api/setup/administrator',
    {
      schema: {
        // A link that sets a password knows whose; the first run asks for both.
        body: z.strictObject({
          token,
          name: nameOf(80).optional(),
          email: email.optional(),
          password,
        }),
        response: { 200: signedIn, 202: secondStep },
      },
    },
    async (request, reply) => {
      const { token, ...person } = request.body;
      return answerAdmission(request, reply, await operators.useLink(token, person, fromOf(request)));
    },
  );
}
