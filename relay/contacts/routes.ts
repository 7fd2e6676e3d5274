/** What operators ask about a player. Never kept by a browser: it is somebody's money and address. */
import { blockTerm, contactCard, contactNote, earlierPage, personalField } from '@touchline/shared/contact.ts';
import { BLOCK_REASON_MAX_CHARACTERS } from '@touchline/shared/contact-terms.ts';
import { id } from '@touchline/shared/people.ts';
import { MESSAGE_MAX_BYTES } from '@touchline/shared/wire.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AskedBy } from '../platform/auth.ts';
import type { CardService } from './card-service.ts';

type Deps = { service: CardService; operator: AskedBy };

const contact = z.strictObject({ id });
const card = z.strictObject({ contact: contactCard });
const sentence = z.string().max(BLOCK_REASON_MAX_CHARACTERS);

export async function contactRoutes(instance: FastifyInstance, { service, operator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get('/api/contacts/:id', { schema: { params: contact, response: { 200: card } } }, async (request) => {
    const reader = await operator(request);
    return { contact: await service.card(reader.id, request.params.id) };
  });

  app.get(
    '/api/contacts/:id/conversations',
    {
      schema: {
        params: contact,
        querystring: z.strictObject({ before: z.string().max(80).optional() }),
        response: { 200: earlierPage },
      },
    },
    async (request) => {
      const reader = await operator(request);
      return service.earlier(reader.id, request.params.id, request.query.before);
    },
  );

  app.post(
    '/api/contacts/:id/reveal',
    {
      schema: {
        params: contact,
        body: z.strictObject({ field: personalField, conversation: id.optional(), reason: sentence.optional() }),
        response: { 200: z.strictObject({ value: z.string() }) },
      },
    },
    async (request) => {
      const reader = await operator(request);
      return service.reveal(reader.id, request.params.id, request.body);
    },
  );

  app.put(
    '/api/contacts/:id/block',
    {
      schema: {
        params: contact,
        body: z.strictObject({ term: blockTerm, reason: sentence.trim().min(1) }),
        response: { 200: card },
      },
    },
    async (request) => {
      const { id: blocker } = await operator(request);
      return { contact: await service.block(blocker, request.params.id, request.body) };
    },
  );

  app.delete('/api/contacts/:id/block', { schema: { params: contact, response: { 200: card } } }, async (request) => {
    const { id: lifter } = await operator(request);
    return { contact: await service.unblock(lifter, request.params.id) };
  });

  app.get(
    '/api/contacts/:id/notes',
    { schema: { params: contact, response: { 200: z.strictObject({ notes: z.array(contactNote) }) } } },
    async (request) => {
      const reader = await operator(request);
      return { notes: await service.notes(reader.id, request.params.id) };
    },
  );

  app.post(
    '/api/contacts/:id/notes',
    {
      schema: {
        params: contact,
        /** The id is the writer's to make, so that sending it again adds nothing. */
        body: z.strictObject({ id, text: z.string().max(MESSAGE_MAX_BYTES * 2) }),
        response: { 200: z.strictObject({ note: contactNote }) },
      },
    },
    async (request) => {
      const author = await operator(request);
      return { note: await service.addNote(author.id, request.params.id, request.body) };
    },
  );

  app.delete(
    '/api/contacts/:id/notes/:note',
    { schema: { params: z.strictObject({ id, note: id }), response: { 204: z.null() } } },
    async (request, reply) => {
      const { id: remover } = await operator(request);
      await service.removeNote(remover, request.params.id, request.params.note);
      return reply.status(204).send(null);
    },
  );
}
