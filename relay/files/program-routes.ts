/**
 * Files for programs: put there and fetched by a key, in one request each, without a signed address. What is fetched is saved
 * and never shown, because a browser with a session may come here as well.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { fileRef } from '@touchline/shared/events.ts';
import { id } from '@touchline/shared/people.ts';
import { FILE_NAME_MAX_CHARACTERS, newId } from '@touchline/shared/wire.ts';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refusal } from '../platform/errors.ts';
import type { Readers } from './readers.ts';
import { bodyOf, POLICY, UPLOAD_MAX_MS } from './routes.ts';
import type { FileService } from './service.ts';
import { unlessStalled } from './stalled.ts';

export type ProgramFileRoutes = {
  files: FileService;
  readers: Pick<Readers, 'admitOperator'>;
  clock: Clock;
  /** The id of what a repeated request is about; null for one that is not to be repeated. */
  attemptOf(request: FastifyRequest): string | null;
};

const ofConversation = z.strictObject({ id, conversation: id });

export async function programFileRoutes(instance: FastifyInstance, deps: ProgramFileRoutes): Promise<void> {
  const { files, readers, clock, attemptOf } = deps;
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.post(
    '/api/sites/:id/conversations/:conversation/files',
    {
      schema: {
        params: ofConversation,
        querystring: z.strictObject({ name: z.string().min(1).max(FILE_NAME_MAX_CHARACTERS) }),
        // Then a `post` names its id among `files`; what nobody sends within a day goes.
        response: { 201: z.strictObject({ file: fileRef }) },
      },
    },
    async (request, reply) => {
      const { id: siteId, conversation } = request.params;
      const { reader } = await readers.admitOperator(request, siteId, conversation);
      const bytes = Number(request.headers['content-length'] ?? 0);
      if (!bytes) throw new Refusal('bad-request', 'The file is the body, and Content-Length says how long it is.');
      const [contentType = ''] = (request.headers['content-type'] ?? '').split(';');
      const clientId = attemptOf(request) ?? newId(clock.now());
      const said = { conversation, clientId, name: request.query.name, contentType, bytes };
      await files.announce(async () => ({ siteId }), reader, said);
      const hangUp = () => void request.raw.destroy();
      const tooLate = clock.after(UPLOAD_MAX_MS, hangUp);
      try {
        const file = await files.upload(conversation, clientId, reader, unlessStalled(bodyOf(request), clock, hangUp));
        return reply.status(201).send({ file });
      } finally {
        tooLate();
      }
    },
  );

  app.get(
    '/api/sites/:id/conversations/:conversation/files/:file',
    { schema: { params: ofConversation.extend({ file: id }) } },
    async (request, reply) => {
      const { id: siteId, conversation, file: fileId } = request.params;
      const { reader } = await readers.admitOperator(request, siteId, conversation);
      await files.shown(conversation, fileId, reader);
      const { file, stored } = await files.open(conversation, fileId);
      return reply
        .header('content-security-policy', POLICY)
        .header('content-disposition', contentDisposition(file.name, { type: 'attachment' }))
        .header('content-length', stored.bytes)
        .type(file.type)
        .send(stored.stream);
    },
  );
}
