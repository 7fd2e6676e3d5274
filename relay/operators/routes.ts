/** Signing in and out, the first-run link, and what an operator says of themselves. */
import { nameOf } from '@touchline/shared/names.ts';
import { id, operatorSelf, siteRef, spokenLanguages } from '@touchline/shared/people.ts';
import { ALIAS_MAX_CHARACTERS } from '@touchline/shared/wire.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  clearSessionCookie,
  operatorOf,
  refuseForeignOrigin,
  SESSION_COOKIE,
  setSessionCookie,
} from '../platform/auth.ts';
import type { Profiles } from './profile.ts';
import { type OperatorService, SESSION_LIFETIME_MS, type SignedIn } from './service.ts';

const signedIn = z.strictObject({ operator: operatorSelf, sites: z.array(siteRef) });
const email = z.email({ message: 'an e-mail address' }).max(200);
/** Length is judged where it is set; here is only the outer bound. */
const password = z.string().max(400);
const token = z.string().max(100);
const nothing = z.null();
/** Nobody speaks more. */
const LANGUAGES_MAX = 50;
const languages = spokenLanguages.refine((said) => Object.keys(said).length <= LANGUAGES_MAX, 'fewer languages');

type Deps = { operators: OperatorService; profiles: Pick<Profiles, 'speak' | 'rename'> };

export async function operatorRoutes(instance: FastifyInstance, { operators, profiles }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  // Every route here acts on, or by, the cookie, or hands it out.
  app.addHook('preValidation', async (request) => refuseForeignOrigin(request));

  function admit(
    request: FastifyRequest,
    reply: FastifyReply,
    { token, ...who }: SignedIn & { token: string },
  ): SignedIn {
    setSessionCookie(request, reply, token, SESSION_LIFETIME_MS);
    return who;
  }

  app.post(
    '/api/session',
    { schema: { body: z.strictObject({ email: z.string().max(200), password }), response: { 200: signedIn } } },
    async (request, reply) =>
      admit(request, reply, await operators.signIn(request.body.email, request.body.password, request.ip)),
  );

  app.get('/api/session', { schema: { response: { 200: signedIn } } }, async (request) =>
    operators.describe(await operatorOf(request, operators)),
  );

  app.delete('/api/session', { schema: { response: { 204: nothing } } }, async (request, reply) => {
    await operators.signOut(request.cookies[SESSION_COOKIE] ?? '');
    clearSessionCookie(reply);
    return reply.status(204).send(null);
  });

  app.put(
    '/api/me/languages',
    { schema: { body: z.strictObject({ languages }), response: { 204: nothing } } },
    async (request, reply) => {
      const { id } = await operatorOf(request, operators);
      await profiles.speak(id, request.body.languages);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/api/me/aliases',
    {
      schema: {
        body: z.strictObject({ site: id, alias: nameOf(ALIAS_MAX_CHARACTERS).nullable() }),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const me = await operatorOf(request, operators);
      await profiles.rename(me.id, request.body.site, request.body.alias);
      return reply.status(204).send(null);
    },
  );

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
        response: { 200: signedIn },
      },
    },
    async (request, reply) => {
      const { token, ...person } = request.body;
      return admit(request, reply, await operators.useLink(token, person));
    },
  );
}
