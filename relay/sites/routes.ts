/** What a site's pages ask for, and how an administrator adds a site. */

import compress from '@fastify/compress';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { nameOf } from '@touchline/shared/names.ts';
import {
  LOCALES,
  type Locale,
  languageTag,
  originPattern,
  siteKey,
  siteRef,
  siteStart,
  topic,
} from '@touchline/shared/people.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { baseOf } from '../platform/base.ts';
import { Refusal } from '../platform/errors.ts';
import { originAllowed } from './origins.ts';
import type { SiteService } from './service.ts';
import type { SiteCache } from './site-cache.ts';
import { startOf, type TranslatesBetween, type WordTables } from './start.ts';

type Deps = {
  cache: SiteCache;
  service: SiteService;
  words: { first: WordTables; all: WordTables };
  translates: TranslatesBetween;
  /** The signed-in administrator, or a refusal. */
  administrator(request: FastifyRequest): Promise<{ id: string }>;
  /** Whoever is signed in; the service says whether the site is theirs to administer. */
  operator(request: FastifyRequest): Promise<{ id: string }>;
};

const newSite = z.strictObject({
  name: nameOf(80),
  key: siteKey,
  languages: z.array(languageTag).min(1).max(30),
  defaultLanguage: languageTag,
  origins: z.array(originPattern).max(50),
  topics: z.array(topic).min(1).optional(),
});

const siteDetails = siteRef.extend({
  origins: z.array(z.string()),
  scriptTag: z.string(),
  csp: z.array(z.string()),
});

export async function siteRoutes(
  instance: FastifyInstance,
  { cache, service, words, translates, administrator, operator }: Deps,
): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  await app.register(compress, { global: false });

  app.get(
    '/sites/:key/start',
    {
      compress: { threshold: 512 },
      schema: {
        params: z.strictObject({ key: z.string().max(60) }),
        querystring: z.strictObject({ locale: z.string().max(200).optional() }),
        response: { 200: siteStart },
      },
    },
    async (request, reply) => {
      // Open to every origin, so that a page which is not on the list can read why (the socket's refusal says nothing).
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
      const site = await cache.byKey(request.params.key);
      if (!site) throw new Refusal('unknown-site', `No site has the key “${request.params.key}”: check data-site.`);
      const { origin } = request.headers;
      if (origin !== undefined && !originAllowed(origin, site.origins)) {
        throw new Refusal('origin-not-allowed', `Add ${origin} to the allowed origins of the site “${site.key}”.`);
      }
      // A panel that is opened again needs no answer; what was settled meanwhile is seen by the next page.
      reply.header('cache-control', 'public, max-age=10').header('vary', 'origin');
      const { locale = '' } = request.query;
      const table = locale.endsWith('*') ? words.first : words.all;
      return startOf(site, table, localeFrom(locale, site.defaultLanguage), translates);
    },
  );

  app.post(
    '/api/sites',
    {
      schema: {
        body: newSite,
        response: {
          201: z.strictObject({
            site: siteDetails,
            identityKey: z.strictObject({ kid: z.string(), algorithm: z.literal('HS256'), secret: z.string() }),
          }),
        },
      },
    },
    async (request, reply) => {
      const created = await service.create(request.body, await administrator(request), baseOf(request));
      return reply.status(201).send(created);
    },
  );

  app.get(
    '/api/sites/:id',
    { schema: { params: z.strictObject({ id: z.uuid() }), response: { 200: z.strictObject({ site: siteDetails }) } } },
    async (request) => ({
      site: await service.describe(request.params.id, await operator(request), baseOf(request)),
    }),
  );
}

/** The first candidate that we have words in, by its language; else the site's; else English. */
function localeFrom(candidates: string, siteDefault: string): Locale {
  const wanted = [...candidates.split(','), siteDefault].map((tag) => baseLanguage(tag.trim().toLowerCase()));
  return LOCALES.find((locale) => locale === wanted.find((tag) => LOCALES.some((one) => one === tag))) ?? 'en';
}
