/**
 * The page in the frame beside the settings: the real launcher and panel, on a stage that answers in place of the relay.
 *
 * It is shown to an administrator of the site, in a page of this relay and in no other, and it is a stranger there: the
 * sandbox gives it an origin of its own, so that it has no cookie, no storage and no hold on the inbox around it. It can
 * ask the network for nothing but the widget's own files; what it shows is handed in by the page that frames it.
 */
import { readFile } from 'node:fs/promises';
import type { OperatorRole } from '@touchline/shared/people.ts';
import { siteStart } from '@touchline/shared/people.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import { notFound } from '../platform/errors.ts';
import type { TranslatesBetween, WordTables } from '../sites/start.ts';
import type { Site } from '../sites/store.ts';
import { SEEN, startOfDraft } from './preview.ts';

type Deps = {
  operator: AskedBy;
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
  siteById(id: string): Promise<Site | null>;
  words: WordTables;
  translates: TranslatesBetween;
  /** The built script of the stage. */
  stage: string;
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'sandbox allow-scripts',
].join('; ');

const ofSite = z.strictObject({ id: z.uuid() });
const draft = z.strictObject(Object.fromEntries(SEEN.map((name) => [name, z.unknown().optional()])));

export async function previewRoutes(instance: FastifyInstance, deps: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  async function administered(siteId: string, operatorId: string): Promise<Site> {
    const mine = (await deps.sitesOf(operatorId)).find(({ id }) => id === siteId);
    const site = mine?.role === 'admin' ? await deps.siteById(siteId) : null;
    if (!site) throw notFound();
    return site;
  }

  app.get('/api/sites/:id/preview', { schema: { params: ofSite } }, async (request, reply) => {
    const { key } = await administered(request.params.id, (await deps.operator(request)).id);
    // A wish of pages that have an origin.
    reply.removeHeader('origin-agent-cluster');
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-store')
      .send(pageOf(key));
  });

  app.post(
    '/api/sites/:id/preview',
    {
      schema: {
        params: ofSite,
        body: z.strictObject({ language: z.string().max(40), draft }),
        response: { 200: siteStart },
      },
    },
    async (request, reply) => {
      const site = await administered(request.params.id, (await deps.operator(request)).id);
      reply.header('cache-control', 'no-store');
      return startOfDraft(site, request.body.draft, request.body.language, deps);
    },
  );

  // The sandboxed page is another origin; the script holds no secret.
  app.get('/preview/stage.js', async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(await readFile(deps.stage)),
  );
}

/** A site's key has nothing in it that markup could take for its own. */
function pageOf(key: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview</title>
<script src="../../../preview/stage.js"></script>
<body>
<script src="../../../widget.js" data-site="${key}"></script>
`;
}
