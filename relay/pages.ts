/**
 * The built front ends: the launcher at `/widget.js`, its hashed parts below `/assets/`, the inbox below `/inbox/`.
 * Everything works below any path prefix: the launcher takes its address from its own `src`, the inbox's page
 * refers to its parts relative to itself.
 */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SettingError } from './config.ts';
import { notFound } from './platform/errors.ts';

const WIDGET_DIST = fileURLToPath(new URL('../widget/dist/', import.meta.url));
const INBOX_DIST = fileURLToPath(new URL('../inbox/dist/', import.meta.url));

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** The launcher has no hash in its name: pages keep one tag for years. */
const LAUNCHER_CACHE = 'public, max-age=300, stale-while-revalidate=86400';

const INBOX_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export async function pages(app: FastifyInstance): Promise<void> {
  if (!existsSync(`${WIDGET_DIST}widget.js`) || !existsSync(`${INBOX_DIST}index.html`)) {
    throw new SettingError('The widget and the inbox are not built yet: run npm run build first.');
  }
  await app.register(fastifyStatic, { root: WIDGET_DIST, serve: false, preCompressed: true, cacheControl: false });
  const inboxPage = await readFile(`${INBOX_DIST}index.html`, 'utf8');

  app.get('/widget.js', (_request, reply) => open(reply).header('cache-control', LAUNCHER_CACHE).sendFile('widget.js'));

  app.get<{ Params: { file: string } }>('/assets/:file', (request, reply) => {
    const { name, current } = resolveAsset(`${WIDGET_DIST}assets`, request.params.file);
    return open(reply)
      .header('cache-control', current ? IMMUTABLE : 'no-store')
      .sendFile(`assets/${name}`);
  });

  app.get<{ Params: { file: string } }>('/inbox/assets/:file', (request, reply) => {
    const { name, current } = resolveAsset(`${INBOX_DIST}assets`, request.params.file);
    return reply.header('cache-control', current ? IMMUTABLE : 'no-store').sendFile(`assets/${name}`, INBOX_DIST);
  });

  const sendInbox = (depth: number, reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', INBOX_POLICY)
      .header('cache-control', 'no-cache')
      .send(inboxPage.replaceAll('%BASE%', '../'.repeat(depth) || './'));
  app.get('/inbox', (_request, reply) => sendInbox(0, reply));
  app.get<{ Params: { '*': string } }>('/inbox/*', (request, reply) =>
    sendInbox(request.params['*'].split('/').length, reply),
  );
}

/** Any page may load these, and they hold no secret. */
function open(reply: FastifyReply): FastifyReply {
  return reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
}

/**
 * A file by its hashed name. A name from before a deploy is answered with today's file of the same kind, uncached:
 * a page opened yesterday still opens its panel.
 */
function resolveAsset(dir: string, asked: string): { name: string; current: boolean } {
  const names = readdirSync(dir).filter((name) => !/\.(br|gz)$/.test(name));
  if (names.includes(asked)) return { name: asked, current: true };
  const parts = /^([a-z][a-z-]{0,40})-[A-Za-z0-9_-]{8}\.(js|css)$/.exec(asked);
  const today =
    parts &&
    names.find(
      (name) => name.startsWith(`${parts[1]}-`) && name.length === asked.length && name.endsWith(`.${parts[2]}`),
    );
  if (!today) throw notFound();
  return { name: today, current: false };
}
