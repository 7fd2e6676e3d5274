/**
 * The REST API, described by the schemas that the routes are checked with: `/docs/json`, and `/docs` to read. It
 * says of each route what a key needs for it; what is not for keys is not in it.
 */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { INTRODUCTION } from './introduction.ts';
import { type Described, SCOPES } from './scopes.ts';

const TAGS: Record<string, string> = {
  program: 'The key itself.',
  desk: 'Conversations, as operators have them: lists, search, events, files, and what may be done.',
  contacts: 'Players, as operators see them beside a conversation: card, notes, blocks.',
  floor: 'How the floor stands now.',
  people: 'Who answers, who is invited, who was there when, and who changed what.',
  settings: 'What a site can settle, in sections, each with its versions.',
  sites: 'Further sites.',
  keys: 'Keys with which the site’s server signs who its players are.',
  reports: 'Numbers, computed from the log alone.',
  players: 'What is held about one player.',
};

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
      const repeats = method === 'GET' ? {} : { headers: REPEATING };
      return { schema: { ...schema, ...repeats, ...described(`${method} ${given.url}`, known, schema.response) }, url };
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
  413: 'It is too long, or too large.',
  415: 'A file of a kind that may not be sent, or one that is broken.',
  429: 'Too many requests: see `Retry-After`.',
  503: 'Not now: see `Retry-After`.',
};

const REPEATING = {
  type: 'object',
  properties: {
    'Idempotency-Key': { type: 'string', maxLength: 200, description: 'Under one name it is done once, within a day.' },
  },
};

/** Of an answer, or a body, that is a file. */
const fileOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

function described(route: string, { scope, says, note, gives, takes }: Described, response: unknown) {
  const refusals = Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [
      status,
      { description, $ref: '#/components/schemas/Error' },
    ]),
  );
  const [tag = ''] = (scope ?? 'program').split(':');
  const file = gives && { 200: { description: 'The file.', content: fileOf(gives) } };
  return {
    tags: [tag],
    summary: says,
    description: [scope ? `Needs the scope \`${scope}\`.` : 'Every key may.', note].filter(Boolean).join(' '),
    operationId: route.replace(/[^A-Za-z]+/g, '-').toLowerCase(),
    ...(takes && { body: { content: fileOf(takes) } }),
    response: { ...(response as object), ...file, ...refusals },
  };
}
