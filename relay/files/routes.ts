/**
 * Where files are put and fetched. Every address is signed (links.ts) and asked about again (readers.ts). What is sent is
 * never a page: images are shown because we have written them, anything else is saved, and none of it may run anything.
 */

import type { Clock } from '@touchline/shared/clock.ts';
import { fileRef } from '@touchline/shared/events.ts';
import { id } from '@touchline/shared/people.ts';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound, Refusal } from '../platform/errors.ts';
import { previewOf } from './file-store.ts';
import { type SignedQuery, signedQuery } from './links.ts';
import type { Readers } from './readers.ts';
import { type FileService, isImage } from './service.ts';
import { unlessStalled } from './stalled.ts';

export type FileRoutes = {
  files: FileService;
  readers: Readers;
  clock: Clock;
  /** Whether a page of this origin may send files to the site. */
  originAllowed(siteId: string, origin: string | undefined): Promise<boolean>;
};

/** Ten megabytes on the worst line of a phone. */
export const UPLOAD_MAX_MS = 10 * 60_000;
const PREFLIGHT_SECONDS = 7_200;
/** The picture of a tab is laid out by a style of the browser's own. */
export const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

const params = z.object({ conversation: id, file: id });
const schema = { params, querystring: signedQuery };

export async function fileRoutes(instance: FastifyInstance, deps: FileRoutes): Promise<void> {
  const { files, readers, clock } = deps;
  const app = instance.withTypeProvider<ZodTypeProvider>();
  // Whatever it calls itself: its bytes are looked at as they come.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', async (request, reply) => openToPages(request, reply));

  app.options('/uploads/:conversation/:file', async (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', PREFLIGHT_SECONDS)
      .status(204)
      .send(),
  );

  app.post(
    '/uploads/:conversation/:file',
    { schema: { ...schema, response: { 200: z.strictObject({ file: fileRef }) } } },
    async (request, reply) => {
      const { conversation, file } = request.params;
      const path = `uploads/${conversation}/${file}`;
      const { siteId, reader } = await readers.admit(request, conversation, path, request.query);
      if (reader.kind === 'player' && !(await deps.originAllowed(siteId, request.headers.origin))) {
        throw new Refusal('origin-not-allowed', 'This origin is not on the list of the site.');
      }
      reply.header('cache-control', 'no-store');
      const hangUp = () => void request.raw.destroy();
      const tooLate = clock.after(UPLOAD_MAX_MS, hangUp);
      try {
        const body = unlessStalled(bodyOf(request), clock, hangUp);
        return { file: await files.upload(conversation, file, reader, body) };
      } catch (error) {
        // The rest of what is too large is nobody's to read.
        if (!request.raw.complete) reply.header('connection', 'close');
        throw error;
      } finally {
        tooLate();
      }
    },
  );

  app.get('/files/:conversation/:file', { schema }, async (request, reply) => {
    const { conversation, file: fileId } = request.params;
    await readers.admit(request, conversation, `files/${conversation}/${fileId}`, request.query);
    const { file, stored } = await files.open(conversation, fileId);
    const type = isImage(file) ? 'inline' : 'attachment';
    return describe(reply, request.query, clock)
      .header('content-disposition', contentDisposition(file.name, { type }))
      .header('content-length', stored.bytes)
      .type(file.type)
      .send(stored.stream);
  });

  app.get('/files/:conversation/:file/preview', { schema }, async (request, reply) => {
    const { conversation, file: fileId } = request.params;
    await readers.admit(request, conversation, `files/${conversation}/${fileId}/preview`, request.query);
    const { file, stored } = await files.open(conversation, fileId, previewOf);
    if (!isImage(file)) throw notFound();
    return describe(reply, request.query, clock)
      .header('content-disposition', contentDisposition(`${file.name}.webp`, { type: 'inline' }))
      .header('content-length', stored.bytes)
      .type('image/webp')
      .send(stored.stream);
  });
}

/** Pages of players are of other origins. No cookie counts there, and a refusal has to be readable. */
function openToPages(request: FastifyRequest, reply: FastifyReply): void {
  if ((request.query as { by?: unknown }).by === 'operator') return;
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
}

/** Kept by whoever may read it, and not for longer than the address is good. */
function describe(reply: FastifyReply, { until }: SignedQuery, clock: Clock): FastifyReply {
  const seconds = Math.max(0, Math.floor((until - clock.now()) / 1_000));
  return reply.header('cache-control', `private, max-age=${seconds}`).header('content-security-policy', POLICY);
}

/** Without a type and a length there is no body, and Fastify has none to give. */
export function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return (request.body ?? request.raw) as AsyncIterable<Uint8Array>;
}
