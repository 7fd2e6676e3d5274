/** What a key is, told to whoever bears it: the first thing that a program asks, to learn its site and what it may do. */
import { programSelf } from '@touchline/shared/api.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { notFound, Refusal } from '../platform/errors.ts';
import { keyOf } from './admission.ts';

export type SiteSeen = { id: string; key: string; name: string };
type Deps = { siteById(id: string): Promise<SiteSeen | null> };

export async function programRoutes(instance: FastifyInstance, { siteById }: Deps): Promise<void> {
  instance
    .withTypeProvider<ZodTypeProvider>()
    .get('/api/program', { schema: { response: { 200: programSelf } } }, async (request, reply) => {
      const key = keyOf(request);
      if (!key) throw new Refusal('unauthenticated', 'Send a key for programs: “Authorization: Bearer tlk_…”.');
      const site = await siteById(key.siteId);
      if (!site) throw notFound();
      reply.header('cache-control', 'no-store');
      const { name, scopes, expiresAt, operator } = key;
      return { name, site: { id: site.id, key: site.key, name: site.name }, scopes, by: operator.name, expiresAt };
    });
}
