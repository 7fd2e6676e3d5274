/**
 * The built front ends: the launcher at `/widget.js`, its hashed parts below `/assets/`, the inbox below `/inbox/`.
 * Everything works below any path prefix: the launcher takes its address from its own `src`, the inbox's page
 * refers to its parts relative to itself.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Asset, type Assets, type Dist, HASHED_NAME, hashedNames } from './assets.ts';
import { SettingError } from './config.ts';
import { notFound } from './platform/errors.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** The launcher has no hash in its name: pages keep one tag for years. */
const LAUNCHER_CACHE = 'public, max-age=300, stale-while-revalidate=86400';
/** A relay may run for longer than unshipped files are kept. */
const SHIP_EVERY_MS = 24 * 60 * 60 * 1000;

const INBOX_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  // The preview beside the settings, which one comes to without another page being loaded. No other page lets itself be framed.
  "frame-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export async function pages(app: FastifyInstance, { dist, assets }: { dist: Dist; assets: Assets }): Promise<void> {
  if (!existsSync(`${dist.widget}widget.js`) || !existsSync(`${dist.inbox}index.html`)) {
    throw new SettingError('The widget and the inbox are not built yet: run npm run build first.');
  }
  await app.register(fastifyStatic, { root: dist.widget, serve: false, preCompressed: true, cacheControl: false });
  const inboxPage = await readFile(`${dist.inbox}index.html`, 'utf8');
  // Before anybody can know these files' names.
  await assets.ship();
  const shipping = setInterval(() => {
    assets.ship().catch((error) => app.log.warn({ err: error }, 'the hashed files could not be renewed'));
  }, SHIP_EVERY_MS);
  shipping.unref();
  app.addHook('onClose', async () => clearInterval(shipping));

  app.get('/widget.js', (_request, reply) => open(reply).header('cache-control', LAUNCHER_CACHE).sendFile('widget.js'));

  app.get<{ Params: { file: string } }>('/assets/:file', (request, reply) =>
    sendHashed(request, open(reply), dist.widget, 'assets/'),
  );
  app.get<{ Params: { file: string } }>('/inbox/assets/:file', (request, reply) =>
    sendHashed(request, reply, dist.inbox, 'inbox/assets/'),
  );

  /**
   * Our own file; else another release's, which some relay has shipped; else today's of the same kind, which nobody
   * may keep: it may not fit the page that asks, but a page that is older than what is kept has no better chance.
   */
  async function sendHashed(
    request: FastifyRequest<{ Params: { file: string } }>,
    reply: FastifyReply,
    root: string,
    folder: string,
  ): Promise<FastifyReply> {
    const { file } = request.params;
    // Read each time: a build may replace the files below a relay that runs.
    const own = hashedNames(`${root}assets`);
    if (own.includes(file)) return reply.header('cache-control', IMMUTABLE).sendFile(`assets/${file}`, root);
    const [, kind, extension] = HASHED_NAME.exec(file) ?? [];
    if (!kind) throw notFound();
    const shipped = await assets.find(folder + file);
    if (shipped) return sendShipped(request, reply, shipped);
    const today = own.find(
      (name) => name.startsWith(`${kind}-`) && name.length === file.length && name.endsWith(`.${extension}`),
    );
    if (!today) throw notFound();
    return reply.header('cache-control', 'no-store').sendFile(`assets/${today}`, root);
  }

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

function sendShipped(request: FastifyRequest, reply: FastifyReply, { type, body, gzipped }: Asset): FastifyReply {
  reply.type(type).header('cache-control', IMMUTABLE).header('vary', 'accept-encoding');
  return /\bgzip\b/.test(String(request.headers['accept-encoding']))
    ? reply.header('content-encoding', 'gzip').send(gzipped)
    : reply.send(body);
}
