import { Readable } from 'node:stream';
import { digest, digestQuery, reportCsvQuery, reportQuery, reportTable } from '@touchline/shared/reports.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AskedBy } from '../platform/auth.ts';
import { csvOf } from './csv.ts';
import type { DigestService } from './digest.ts';
import type { ReportService } from './service.ts';

type Deps = { service: ReportService; digests: DigestService; operator: AskedBy };

export async function reportRoutes(instance: FastifyInstance, { service, digests, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/reports/table',
    { schema: { querystring: reportQuery, response: { 200: reportTable } } },
    async (request, reply) => {
      const reader = await operator(request);
      reply.header('cache-control', 'no-store');
      return service.table(reader.id, request.query);
    },
  );

  app.get('/api/reports/table.csv', { schema: { querystring: reportCsvQuery } }, async (request, reply) => {
    const reader = await operator(request);
    const { words, ...query } = request.query;
    const table = await service.table(reader.id, { ...query, compare: false });
    const { from, to } = table.range;
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="report-${query.by}-${from}-${to}.csv"`)
      .send(Readable.from(csvOf(table, words)));
  });

  app.get(
    '/api/reports/digest',
    { schema: { querystring: digestQuery, response: { 200: digest } } },
    async (request, reply) => {
      const reader = await operator(request);
      reply.header('cache-control', 'no-store');
      return digests.digest(reader.id, request.query);
    },
  );
}
