/**
 * The REST API, described by the schemas that the routes are checked with: `/docs/json`, and `/docs` to read. It
 * says of each route what a key needs for it; what is not for keys is not in it.
 */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { type Described, SCOPES } from './scopes.ts';

const TAGS: Record<string, string> = {
  desk: 'Conversations, as operators have them: lists, events, and what may be done.',
  settings: 'What a site can settle, in sections, each with its versions.',
  keys: 'Keys with which the site’s server signs who its players are.',
  people: 'Who answers, who was there when, and who changed what.',
  reports: 'Numbers, computed from the log alone.',
  players: 'What is held about one player.',
};

const INTRODUCTION = `
A key is made under **Settings → Programs** and goes with every request as \`Authorization: Bearer tlk_…\`. It acts
for the person who made it, on one site, within its scopes, until its day.

- **Lists** come in pages: \`next\` of an answer is \`before\` of the next request, and null at the end.
- **Repeating**: a request that changes something may carry an \`Idempotency-Key\`. Under one name it is done once; repeated
  within a day it gets the first answer again, with \`Idempotency-Replayed: true\`.
- **Limits** stand in \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds); beyond them the answer is
  429 with \`Retry-After\`.
- **Errors** have one shape: \`{"error": {"kind", "message", "fields"}}\`. What to do next follows from \`kind\`; \`fields\` has
  a sentence for each field that is not right.
- **Times** are in milliseconds since 1970.
`;

const text = { type: 'string' as const };
const error = {
  type: 'object' as const,
  required: ['error'],
  properties: {
    error: {
      type: 'object' as const,
      required: ['kind', 'message'],
      properties: { kind: text, message: text, fields: { type: 'object' as const, additionalProperties: text } },
    },
  },
};

/** Before the routes that it describes. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Touchline',
        version: '1',
        description: INTRODUCTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas: { Error: error } },
      security: [{ key: [] }],
    },
    transform(given) {
      const { schema, url } = jsonSchemaTransform(given);
      const method = [given.route.method].flat()[0] ?? '';
      const known = SCOPES.get(`${method} ${given.url}`);
      if (!known) return { schema: { ...schema, hide: true }, url };
      return { schema: { ...schema, ...described(`${method} ${given.url}`, known, schema.response) }, url };
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: () => POLICY,
    theme: {
      title: 'Touchline API',
      css: [{ filename: 'plain.css', content: '.swagger-ui .topbar { display: none }' }],
    },
    uiConfig: { docExpansion: 'list', defaultModelsExpandDepth: -1, tryItOutEnabled: false },
  });
}

/** Its own styles come as an element that its script adds, and its signs as `data:`. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const REFUSALS = {
  400: 'Something in it is not right: see `fields`.',
  401: 'The key is not good, or not any more.',
  403: 'The key lacks the scope.',
  404: 'There is nothing here, or it is not yours.',
  409: 'Somebody was first: look again.',
  429: 'Too many requests: see `Retry-After`.',
  503: 'Not now: see `Retry-After`.',
};

function described(route: string, { scope, says }: Described, response: unknown) {
  const refusals = Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [
      status,
      { description, $ref: '#/components/schemas/Error' },
    ]),
  );
  const [tag = ''] = scope.split(':');
  return {
    tags: [tag],
    summary: says,
    description: `Needs the scope \`${scope}\`.`,
    operationId: route.replace(/[^A-Za-z]+/g, '-').toLowerCase(),
    response: { ...(response as object), ...refusals },
  };
}
