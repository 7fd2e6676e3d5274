/** `GET /transcripts/ID`, by a signed address: a page, or plain text to save. */
import { Readable } from 'node:stream';
import type { Clock } from '@touchline/shared/clock.ts';
import { cover } from '@touchline/shared/cover.ts';
import { id, languageTag } from '@touchline/shared/people.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { signedQuery } from '../files/links.ts';
import { createOneAtOnce } from '../files/one-at-once.ts';
import type { Readers } from '../files/readers.ts';
import { createLimiter } from '../platform/limits.ts';
import { lookOf } from './look.ts';
import { pageOf } from './page.ts';
import { plainOf } from './plain.ts';
import { tellingIn } from './telling.ts';
import type { Transcripts } from './transcripts.ts';

export type TranscriptRoutes = {
  transcripts: Transcripts;
  clock: Clock;
  readers: Readers;
  siteById(id: string): Promise<Site | null>;
};
type Site = { name: string; settings: { color?: string | undefined }; routing: { cover: { timeZone: string } | null } };

/** What is signed says which and to whom; the rest, how it is to look. */
const querystring = signedQuery.extend({
  language: languageTag.optional(),
  /** The reader's, where their device says it. */
  zone: cover.shape.timeZone.optional(),
  form: z.literal('text').optional(),
});

export async function transcriptRoutes(instance: FastifyInstance, deps: TranscriptRoutes): Promise<void> {
  const { transcripts, clock } = deps;
  const limiter = createLimiter(30, 60, 'Too many transcripts in a minute; wait a moment.');
  const making = createOneAtOnce('A transcript is being made for you already; wait a moment.');

  instance
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/transcripts/:conversation',
      { schema: { params: z.object({ conversation: id }), querystring } },
      async (request, reply) => {
        const { conversation } = request.params;
        const { language = 'en', zone, form, ...signed } = request.query;
        const path = `transcripts/${conversation}`;
        const { siteId, playerName, reader } = await deps.readers.admit(request, conversation, path, signed);
        await limiter.consume(reader.id);
        const over = making.enter(`${reader.kind}/${reader.id}`);
        try {
          const site = await deps.siteById(siteId);
          const told = tellingIn(language, zone ?? site?.routing.cover?.timeZone ?? 'UTC');
          const lines = await transcripts.linesOf(conversation, reader.kind, told.locale);
          const player =
            reader.kind === 'player' ? told.say('transcript.you') : (playerName ?? told.say('transcript.player'));
          const reference = referenceOf(conversation);
          const heading = { brand: site?.name ?? '', reference, madeAt: clock.now(), player };
          const look = lookOf(site?.settings.color);
          const parts = form === 'text' ? plainOf(lines, heading, told) : pageOf(lines, heading, told, look.style);
          // Until all of it was taken, or its reader is gone, it is in memory.
          const body = Readable.from(parts).once('close', over);
          // It grows with every message.
          reply.header('cache-control', 'no-store');
          if (form === 'text') {
            reply
              .header('content-disposition', contentDisposition(`${reference}.txt`))
              .type('text/plain; charset=utf-8');
          } else {
            reply.header('content-security-policy', look.policy).type('text/html; charset=utf-8');
          }
          return reply.send(body);
        } catch (error) {
          over();
          throw error;
        }
      },
    );
}
