/** Settings of a site over HTTP, for its administrators. One route for each section, so that each has its own schema. */

import { nameOf } from '@touchline/shared/names.ts';
import { originPattern, siteKey } from '@touchline/shared/people.ts';
import { newSiteKey, siteKeyState, tokenVerdict } from '@touchline/shared/site-keys.ts';
import {
  heldSection,
  ORIGINS_MAX,
  SECTIONS,
  type SectionName,
  sectionChange,
  settingsNote,
  siteChange,
} from '@touchline/shared/site-sections.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CopySite } from './copying.ts';
import type { SiteKeys } from './keys.ts';
import type { SettingsService } from './service.ts';

type Deps = {
  settings: SettingsService;
  keys: SiteKeys;
  copy: CopySite;
  operator(request: FastifyRequest): Promise<{ id: string; name: string }>;
};

const ofSite = z.strictObject({ id: z.uuid() });
const ofKey = ofSite.extend({ kid: z.string().max(60) });
const sections = z.strictObject(Object.fromEntries(SECTIONS.map((name) => [name, heldSection(name)])));
const version = z.int32().min(0);
const cursor = z.string().regex(/^\w{1,40}\.\d{1,9}$/, 'the `next` of the page before');
const keyList = z.strictObject({ keys: z.array(siteKeyState) });
const TOKEN_MAX_CHARACTERS = 8_000;

export async function settingsRoutes(instance: FastifyInstance, { settings, keys, copy, operator }: Deps) {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  // What an administrator reads is nobody else's to keep.
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(
    '/api/sites/:id/settings',
    { schema: { params: ofSite, response: { 200: z.strictObject({ settings: sections }) } } },
    async (request) => {
      const reader = await operator(request);
      return { settings: (await settings.read(request.params.id, reader.id)).settings };
    },
  );

  for (const name of SECTIONS) addSection(name);

  function addSection(name: SectionName): void {
    const answer = z.strictObject({ held: heldSection(name), notes: z.array(settingsNote) });
    app.put(
      `/api/sites/:id/settings/${name}`,
      { schema: { params: ofSite, body: sectionChange(name), response: { 200: answer } } },
      async (request) => {
        const editor = await operator(request);
        return settings.change(request.params.id, name, request.body as Parameters<typeof settings.change>[2], editor);
      },
    );
    app.post(
      `/api/sites/:id/settings/${name}/revert`,
      { schema: { params: ofSite, body: z.strictObject({ version, to: version }), response: { 200: answer } } },
      async (request) => settings.revert(request.params.id, name, request.body, await operator(request)),
    );
  }

  app.get(
    '/api/sites/:id/settings-history',
    {
      schema: {
        params: ofSite,
        querystring: z.strictObject({
          section: z.enum(SECTIONS).optional(),
          before: cursor.optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
        }),
        response: { 200: z.strictObject({ changes: z.array(siteChange), next: z.string().nullable() }) },
      },
    },
    async (request) => {
      const { section = null, before = null, limit } = request.query;
      return settings.history(request.params.id, { section, before, limit }, (await operator(request)).id);
    },
  );

  app.get('/api/sites/:id/keys', { schema: { params: ofSite, response: { 200: keyList } } }, async (request) => ({
    keys: await keys.list(request.params.id, (await operator(request)).id),
  }));

  app.post(
    '/api/sites/:id/keys',
    {
      schema: {
        params: ofSite,
        body: newSiteKey,
        response: { 201: z.strictObject({ kid: z.string(), secret: z.string().nullable() }) },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await keys.add(request.params.id, request.body, (await operator(request)).id)),
  );

  app.put(
    '/api/sites/:id/keys/:kid/retirement',
    { schema: { params: ofKey, body: z.strictObject({ at: z.int().nullable() }), response: { 200: keyList } } },
    async (request) => {
      const { id, kid } = request.params;
      return { keys: await keys.retire(id, kid, request.body.at, (await operator(request)).id) };
    },
  );

  app.post(
    '/api/sites/:id/token-check',
    {
      schema: {
        params: ofSite,
        body: z.strictObject({ token: z.string().trim().min(1).max(TOKEN_MAX_CHARACTERS) }),
        response: { 200: tokenVerdict },
      },
    },
    async (request) => keys.check(request.params.id, request.body.token, (await operator(request)).id),
  );

  app.post(
    '/api/sites/:id/copies',
    {
      schema: {
        params: ofSite,
        body: z.strictObject({
          name: nameOf(80),
          key: siteKey,
          origins: z.array(originPattern).max(ORIGINS_MAX),
          withPeople: z.boolean().default(true),
        }),
        response: {
          201: z.strictObject({
            id: z.string(),
            identityKey: z.strictObject({ kid: z.string(), algorithm: z.literal('HS256'), secret: z.string() }),
          }),
        },
      },
    },
    async (request, reply) => {
      const editor = await operator(request);
      return reply.status(201).send(await copy(request.params.id, request.body, editor.id));
    },
  );
}
