/** A conversation by a signed address, or by a key of the site: a page, or plain text to save. */
import { Readable } from 'node:stream';
import type { Clock } from '@touchline/shared/clock.ts';
import { cover } from '@touchline/shared/cover.ts';
import { id, languageTag } from '@touchline/shared/people.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyReply } from 'fastify';
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

/** How it is to look. */
const looks = z.strictObject({
  language: languageTag.optional(),
  /** The reader's, where their device says it. */
  zone: cover.shape.timeZone.optional(),
  form: z.literal('text').optional(),
});
const signed = signedQuery.extend(looks.shape);
type Admitted = Awaited<ReturnType<Readers['admit']>>;

export async function transcriptRoutes(instance: FastifyInstance, deps: TranscriptRoutes): Promise<void> {
  const { transcripts, clock } = deps;
  const limiter = createLimiter(30, 60, 'Too many transcripts in a minute; wait a moment.');
  const making = createOneAtOnce('A transcript is being made for you already; wait a moment.');

  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/transcripts/:conversation',
    { schema: { params: z.object({ conversation: id }), querystring: signed } },
    async (request, reply) => {
      const { conversation } = request.params;
      const { language, zone, form, ...by } = request.query;
      const admitted = await deps.readers.admit(request, conversation, `transcripts/${conversation}`, by);
      return answer(reply, conversation, admitted, { language, zone, form });
    },
  );

  app.get(
    '/api/sites/:id/conversations/:conversation/transcript',
    { schema: { params: z.strictObject({ id, conversation: id }), querystring: looks } },
    async (request, reply) => {
      const { id: siteId, conversation } = request.params;
      return answer(
        reply,
        conversation,
        await deps.readers.admitOperator(request, siteId, conversation),
        request.query,
      );
    },
  );

  async function answer(
    reply: FastifyReply,
    conversation: string,
    { siteId, playerName, reader }: Admitted,
    { language = 'en', zone, form }: z.infer<typeof looks>,
  ): Promise<FastifyReply> {
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
        reply.header('content-disposition', contentDisposition(`${reference}.txt`)).type('text/plain; charset=utf-8');
      } else {
        reply.header('content-security-policy', look.policy).type('text/html; charset=utf-8');
      }
      return reply.send(body);
    } catch (error) {
      over();
      throw error;
    }
  }
}
