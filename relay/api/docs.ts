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

const INTRODUCTION = `
### The first call

Make a key in the inbox under **Settings → Programs** and ask what it is. The answer has the id of your site, which most
paths begin with:

\`\`\`sh
KEY=tlk_…  CHAT=https://chat.your-brand.example   # the address that your script tag has

curl -H "Authorization: Bearer $KEY" $CHAT/api/program
# {"name":"Warehouse","site":{"id":"0199…","key":"brand","name":"Brand"},"scopes":["desk:read","desk:write"],…}

SITE=0199…
curl -H "Authorization: Bearer $KEY" "$CHAT/api/sites/$SITE/conversations?view=waiting"
\`\`\`

Take a conversation and answer it. \`seen\` is the \`state.seq\` that you have read up to: where the player has written since, you
are told so instead of talking past them.

\`\`\`sh
DO="$CHAT/api/sites/$SITE/conversations/$CONVERSATION/commands"
curl -X POST $DO -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"type":"take"}'
curl -X POST $DO -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\
  -H "Idempotency-Key: payout-4711" -d '{"type":"post","text":"It is on its way.","seen":12}'
\`\`\`

A file is put in place first, and then named by a post:

\`\`\`sh
curl -X POST "$CHAT/api/sites/$SITE/conversations/$CONVERSATION/files?name=slip.pdf" \\
  -H "Authorization: Bearer $KEY" -H 'Content-Type: application/pdf' --data-binary @slip.pdf
# {"file":{"id":"01aa…",…}}   then: {"type":"post","text":"","seen":13,"files":["01aa…"]}
\`\`\`

### What holds everywhere

A key acts for the person who made it, on one site, within its scopes, until its day: it never does more than they may, and
nothing once they may not. What it does is written down with their name and its own.

- **Lists** come in pages: \`next\` of an answer is \`before\` of the next request, and null at the end.
- **Repeating**: a request that changes something may carry an \`Idempotency-Key\`. Under one name it is done once; repeated
  within a day it gets the first answer again, with \`Idempotency-Replayed: true\`. An answer that is a file is made anew.
- **Two at once**: what has a \`version\` is changed only by who sends the one that they read; else the answer is 409.
- **Limits** stand in \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds); beyond them the answer is
  429 with \`Retry-After\`.
- **Errors** have one shape: \`{"error": {"kind", "message", "fields"}}\`. What to do next follows from \`kind\`; \`fields\` has
  a sentence for each field that is not right. What is not yours and what does not exist are the same 404.
- **Times** are in milliseconds since 1970. Answers may gain fields: read those that you know.

A key has no power over keys, administrators, or anybody’s account: those are changed by people, in the inbox.
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
  413: 'It is too long, or too large.',
  415: 'A file of a kind that may not be sent, or one that is broken.',
  429: 'Too many requests: see `Retry-After`.',
  503: 'Not now: see `Retry-After`.',
};

/** Of an answer, or a body, that is a file. */
const fileOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

function described(route: string, { scope, says, gives, takes }: Described, response: unknown) {
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
    description: scope ? `Needs the scope \`${scope}\`.` : 'Every key may.',
    operationId: route.replace(/[^A-Za-z]+/g, '-').toLowerCase(),
    ...(takes && { body: { content: fileOf(takes) } }),
    response: { ...(response as object), ...file, ...refusals },
  };
}
