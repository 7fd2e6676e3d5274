/** For the operators' connection page: whether what stands behind this relay answers, and what stands before it. */
import { readFileSync } from 'node:fs';
import type { Clock } from '@touchline/shared/clock.ts';
import { connectionReport } from '@touchline/shared/connection-report.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Bus } from '../platform/bus.ts';
import type { Database } from '../platform/postgres.ts';

type Deps = {
  db: Pick<Database, 'query'>;
  bus: Pick<Bus, 'lossy' | 'state'>;
  clock: Clock;
  /** The signed-in operator, or a refusal. */
  operator(request: FastifyRequest): Promise<unknown>;
};

const POSTGRES_MAX_MS = 3_000;
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export async function connectionRoutes(instance: FastifyInstance, deps: Deps): Promise<void> {
  const { bus, clock, operator } = deps;
  instance
    .withTypeProvider<ZodTypeProvider>()
    .get('/api/connection', { schema: { response: { 200: connectionReport } } }, async (request, reply) => {
      await operator(request);
      const postgres = await askPostgres(deps);
      reply.header('cache-control', 'no-store');
      return {
        version,
        postgres,
        redis: !bus.lossy ? 'none' : bus.state().connected ? 'ok' : 'lost',
        ...seenFrom(request),
        now: clock.now(),
      } as const;
    });
}

async function askPostgres({ db, clock }: Deps): Promise<{ ms: number; aheadMs: number } | null> {
  const askedAt = clock.now();
  const answer = db.query<{ now: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as now').then(
    ({ rows }) => {
      const ms = clock.now() - askedAt;
      return { ms, aheadMs: Math.round((rows[0]?.now ?? 0) - (askedAt + ms / 2)) };
    },
    () => null,
  );
  let cancel = () => {};
  const tooLate = new Promise<null>((resolve) => {
    cancel = clock.after(POSTGRES_MAX_MS, () => resolve(null));
  });
  return Promise.race([answer, tooLate]).finally(() => cancel());
}

function seenFrom(request: FastifyRequest) {
  // With a proxy that is believed, the list is that proxy's address and what it said.
  const isBelieved = (request.ips?.length ?? 0) > 1;
  return {
    address: request.ip,
    peer: request.socket.remoteAddress ?? '',
    ignoresProxy: request.headers['x-forwarded-for'] !== undefined && !isBelieved,
    secure: request.protocol === 'https',
  };
}
