/** What balancers and dashboards ask. `/metrics` is not public: without a token set, and shown, it is not there. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Bus } from './platform/bus.ts';
import { notFound, Refusal } from './platform/errors.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Database } from './platform/postgres.ts';

type Deps = { db: Database; bus: Bus; metrics: Metrics; metricsToken: string | undefined; draining(): boolean };

export async function health(app: FastifyInstance, { db, bus, metrics, metricsToken, draining }: Deps): Promise<void> {
  /** The process lives. */
  app.get('/health', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  /**
   * New connections are welcome: the database answers and we are not on our way out. Without Redis everything still
   * arrives, only later, so this is no reason for a balancer to drop us, and all relays at once.
   */
  app.get('/ready', async (_request, reply) => {
    if (draining()) throw new Refusal('unavailable', 'This relay is closing.');
    await db.query('select 1');
    const answer = bus.state().connected ? { status: 'ready' } : { status: 'degraded', redis: 'lost' };
    return reply.header('cache-control', 'no-store').send(answer);
  });

  app.get('/metrics', async (request, reply) => {
    if (!metricsToken || !sameSecret(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) throw notFound();
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
