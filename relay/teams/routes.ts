import { id } from '@touchline/shared/people.ts';
import { team, teamChange } from '@touchline/shared/teams.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import type { TeamService } from './service.ts';

type Deps = { service: TeamService; operator: AskedBy };

const ofSite = z.strictObject({ id });
const ofTeam = z.strictObject({ id, team: id });
const version = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

export async function teamRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/sites/:id/teams',
    { schema: { params: ofSite, response: { 200: z.strictObject({ teams: z.array(team) }) } } },
    async (request, reply) => {
      const reader = await operator(request);
      reply.header('cache-control', 'no-store');
      return { teams: await service.list(request.params.id, reader.id) };
    },
  );

  app.put(
    '/api/sites/:id/teams/:team',
    { schema: { params: ofTeam, body: teamChange, response: { 200: z.strictObject({ team }) } } },
    async (request) => {
      const editor = await operator(request);
      return { team: await service.save(request.params.id, request.params.team, request.body, editor.id) };
    },
  );

  app.delete(
    '/api/sites/:id/teams/:team',
    { schema: { params: ofTeam, querystring: z.strictObject({ version }), response: { 204: z.null() } } },
    async (request, reply) => {
      const editor = await operator(request);
      await service.remove(request.params.id, request.params.team, request.query.version, editor.id);
      return reply.status(204).send(null);
    },
  );
}
