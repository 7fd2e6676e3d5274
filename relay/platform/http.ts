/** How every route behaves: zod schemas both ways, one shape of error, the headers that a browser obeys. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { asRefusal, notFound, Refusal } from './errors.ts';

export type HttpOptions = { trustProxy: boolean | string[]; logger: FastifyBaseLogger | false };

const BODY_MAX_BYTES = 64 * 1024;

export async function createHttp({ trustProxy, logger }: HttpOptions) {
  const app = Fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    trustProxy,
    bodyLimit: BODY_MAX_BYTES,
    // Query strings and paths may hold what a stranger put there; the log keeps the route's pattern instead.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  await app.register(cookie);
  await app.register(helmet, {
    // Nothing is a page unless its route says so (see pages.ts).
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    // Whether a host speaks HTTPS only is its proxy's to say.
    strictTransportSecurity: false,
  });

  app.setNotFoundHandler(() => {
    throw notFound();
  });
  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error);
    if (refusal.kind === 'internal')
      request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    if (refusal.retryAfterMs) reply.header('retry-after', Math.ceil(refusal.retryAfterMs / 1000));
    const { kind, message, fields } = refusal;
    return reply
      .status(refusal.status)
      .type('application/json')
      .header('cache-control', 'no-store')
      .serializer(JSON.stringify)
      .send({ error: { kind, message, fields } });
  });
  return app;
}

function toRefusal(error: unknown): Refusal {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields: Record<string, string> = {};
    for (const { instancePath, message = 'not valid' } of error.validation) {
      const path = instancePath.split('/').slice(1);
      // By its place, for forms that know theirs, and by what it is in.
      fields[path[0] ?? ''] ??= message;
      fields[path.join('.')] ??= message;
    }
    const first = Object.entries(fields)[0];
    return new Refusal('bad-request', first ? `${first[0]}: ${first[1]}` : 'The request is not valid.', { fields });
  }
  const status = (error as { statusCode?: number }).statusCode;
  if (!(error instanceof Refusal) && status && status >= 400 && status < 500) {
    return new Refusal('bad-request', 'The request is not valid.');
  }
  return asRefusal(error);
}
