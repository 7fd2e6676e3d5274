/** What is somebody's own: what they say of themselves, their password, their second factor, their sessions. */
import { nameOf } from '@touchline/shared/names.ts';
import { id, spokenLanguages } from '@touchline/shared/people.ts';
import { enrolment, secondFactorState, sessionRef } from '@touchline/shared/sessions.ts';
import { ALIAS_MAX_CHARACTERS } from '@touchline/shared/wire.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { operatorOf, refuseForeignOrigin, SESSION_COOKIE } from '../platform/auth.ts';
import type { MyAccount } from './my-account.ts';
import type { Profiles } from './profile.ts';
import type { OperatorService } from './service.ts';

const nothing = z.null();
/** Nobody speaks more. */
const LANGUAGES_MAX = 50;
const languages = spokenLanguages.refine((said) => Object.keys(said).length <= LANGUAGES_MAX, 'fewer languages');
const password = z.string().max(400);
const code = z.string().max(60);
const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });

type Deps = { operators: OperatorService; profiles: Pick<Profiles, 'speak' | 'rename'>; account: MyAccount };

export async function meRoutes(instance: FastifyInstance, { operators, profiles, account }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('preValidation', async (request) => refuseForeignOrigin(request));
  app.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));
  const me = (request: FastifyRequest) => operatorOf(request, operators);
  const tokenOf = (request: FastifyRequest) => request.cookies[SESSION_COOKIE] ?? '';

  app.put(
    '/api/me/languages',
    { schema: { body: z.strictObject({ languages }), response: { 204: nothing } } },
    async (request, reply) => {
      await profiles.speak((await me(request)).id, request.body.languages);
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
      const { site, alias } = request.body;
      await profiles.rename((await me(request)).id, site, alias);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/api/me/sessions',
    { schema: { response: { 200: z.strictObject({ sessions: z.array(sessionRef) }) } } },
    async (request) => ({ sessions: await account.sessions(await me(request), tokenOf(request)) }),
  );

  app.delete(
    '/api/me/sessions/:session',
    { schema: { params: z.strictObject({ session: id }), response: { 204: nothing } } },
    async (request, reply) => {
      await account.endSession(await me(request), request.params.session);
      return reply.status(204).send(null);
    },
  );

  app.delete('/api/me/sessions', { schema: { response: { 204: nothing } } }, async (request, reply) => {
    await account.endOthers(await me(request), tokenOf(request));
    return reply.status(204).send(null);
  });

  app.put(
    '/api/me/password',
    { schema: { body: z.strictObject({ password, newPassword: password }), response: { 204: nothing } } },
    async (request, reply) => {
      await account.changePassword(await me(request), request.body, tokenOf(request));
      return reply.status(204).send(null);
    },
  );

  app.get('/api/me/second-factor', { schema: { response: { 200: secondFactorState } } }, async (request) =>
    operators.secondFactors.state((await me(request)).id),
  );

  app.post(
    '/api/me/second-factor',
    { schema: { body: z.strictObject({ password }), response: { 200: enrolment } } },
    async (request) => account.beginSecondFactor(await me(request), request.body.password),
  );

  app.post(
    '/api/me/second-factor/confirmation',
    { schema: { body: z.strictObject({ code }), response: { 200: recoveryCodes } } },
    async (request) => {
      const { code } = request.body;
      return { recoveryCodes: await operators.secondFactors.confirm(await me(request), code, request.ip) };
    },
  );

  app.post(
    '/api/me/second-factor/recovery-codes',
    { schema: { body: z.strictObject({ password, code }), response: { 200: recoveryCodes } } },
    async (request) => ({ recoveryCodes: await account.renewCodes(await me(request), request.body, request.ip) }),
  );

  app.post(
    '/api/me/second-factor/removal',
    { schema: { body: z.strictObject({ password, code }), response: { 204: nothing } } },
    async (request, reply) => {
      await account.removeSecondFactor(await me(request), request.body, request.ip);
      return reply.status(204).send(null);
    },
  );
}
