/** The desk for programs: the lists, a conversation, its events, and what operators do with it. */

import type { Clock } from '@touchline/shared/clock.ts';
import { deskRow, type Preview, preview } from '@touchline/shared/down.ts';
import { event } from '@touchline/shared/events.ts';
import { id, type SpokenLanguages } from '@touchline/shared/people.ts';
import * as up from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Actor, readerOn } from '../conversations/actor.ts';
import type { Desk } from '../conversations/desk.ts';
import type { History } from '../conversations/history.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { KnownConversation } from '../conversations/store.ts';
import { notFound } from '../platform/errors.ts';
import { attemptOf } from './idempotency.ts';

type Operator = Actor & { kind: 'operator' };
type Person = { id: string; languages: SpokenLanguages };

export type DeskApiDeps = {
  desk: Pick<Desk, 'list' | 'rows'>;
  conversations: Pick<ConversationService, 'authorise' | 'command' | 'post' | 'read' | 'settleLanguage'>;
  history: History;
  clock: Clock;
  /** What the player would receive. */
  preview(known: KnownConversation, by: Person, asked: { clientId: string; text: string }): Promise<Preview>;
  person(request: FastifyRequest): Promise<Person>;
  /** Who asks, and what of the desk is theirs. */
  acting(request: FastifyRequest): Promise<Operator>;
};

const ofSite = z.strictObject({ id: z.uuid() });
const ofConversation = ofSite.extend({ conversation: id });
/** The path says which conversation, the header which attempt. */
const without = { conversation: true, clientId: true } as const;
const command = z.discriminatedUnion('type', [
  up.operatorPost.omit(without),
  up.take.omit(without),
  up.release.omit(without),
  up.transfer.omit(without),
  up.resolve.omit(without),
  up.note.omit(without),
  up.whisper.omit(without),
  up.tag.omit(without),
  up.prioritise.omit(without),
  up.snooze.omit(without),
  up.wake.omit(without),
  up.speak.omit(without),
  up.operatorTranslating.omit(without),
]);
const NEWEST = 2 ** 31 - 1;

export async function deskRoutes(instance: FastifyInstance, deps: DeskApiDeps): Promise<void> {
  const { desk, conversations, history, clock, acting, person } = deps;
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  async function actorOn(request: FastifyRequest, siteId: string): Promise<Operator> {
    const actor = await acting(request);
    if (!actor.siteIds.has(siteId)) throw notFound();
    return actor;
  }

  /** Of the site that the path names: another of one's own is not there. */
  async function found(request: FastifyRequest<{ Params: { id: string; conversation: string } }>) {
    const { id: siteId, conversation } = request.params;
    const actor = await actorOn(request, siteId);
    const known = await conversations.authorise(actor, conversation);
    if (known.siteId !== siteId) throw notFound();
    return { actor, siteId, conversation, known };
  }

  app.get(
    '/api/sites/:id/conversations',
    {
      schema: {
        params: ofSite,
        querystring: z.strictObject({
          ...up.narrowing.omit({ site: true }).shape,
          view: z.enum(up.DESK_VIEWS).default('all'),
          before: z.string().max(80).optional(),
        }),
        response: { 200: z.strictObject({ conversations: z.array(deskRow), next: z.string().nullable() }) },
      },
    },
    async (request) => {
      const { view, before, ...narrowed } = request.query;
      const actor = await actorOn(request, request.params.id);
      const { rows, next } = await desk.list([request.params.id], actor.operator.id, { view, narrowed, before });
      return { conversations: rows, next };
    },
  );

  app.get(
    '/api/sites/:id/conversations/:conversation',
    { schema: { params: ofConversation, response: { 200: z.strictObject({ conversation: deskRow }) } } },
    async (request) => {
      const { siteId, conversation } = await found(request);
      const [row] = await desk.rows([siteId], [conversation]);
      if (!row) throw notFound();
      return { conversation: row };
    },
  );

  app.get(
    '/api/sites/:id/conversations/:conversation/events',
    {
      schema: {
        params: ofConversation,
        querystring: z.strictObject({ before: z.coerce.number().int().min(1).max(NEWEST).optional() }),
        // The newest first page; within a page in order. `next` is the `before` of the page that is older.
        response: { 200: z.strictObject({ events: z.array(event), next: z.int().nullable() }) },
      },
    },
    async (request) => {
      const { actor, siteId, conversation } = await found(request);
      const page = await history('operator', conversation, request.query.before ?? NEWEST, readerOn(actor, siteId));
      return { events: page.events, next: page.more ? (page.events[0]?.seq ?? null) : null };
    },
  );

  app.post(
    '/api/sites/:id/conversations/:conversation/commands',
    {
      schema: {
        params: ofConversation,
        body: command,
        // Repeated under its Idempotency-Key, the same seq again.
        response: { 200: z.strictObject({ seq: z.int(), at: z.int() }) },
      },
    },
    async (request) => {
      const { actor, conversation } = await found(request);
      const named = { ...request.body, conversation, clientId: attemptOf(request) ?? newId(clock.now()) };
      const { seq, at } = await run(actor, named);
      return { seq, at };
    },
  );

  app.put(
    '/api/sites/:id/conversations/:conversation/read',
    {
      schema: {
        params: ofConversation,
        body: z.strictObject({ upTo: up.read.shape.upTo }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { actor, conversation } = await found(request);
      await conversations.read(actor, conversation, request.body.upTo);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/sites/:id/conversations/:conversation/preview',
    {
      schema: {
        params: ofConversation,
        body: z.strictObject({ text: up.preview.shape.text }),
        response: { 200: preview.omit({ type: true, clientId: true }) },
      },
    },
    async (request) => {
      const { known } = await found(request);
      const asked = { clientId: newId(clock.now()), text: request.body.text };
      const { type: _, clientId: __, ...said } = await deps.preview(known, await person(request), asked);
      return said;
    },
  );

  function run(actor: Operator, asked: z.infer<typeof command> & { conversation: string; clientId: string }) {
    if (asked.type === 'post') return conversations.post(actor, asked);
    if (asked.type === 'speak' || asked.type === 'translating') return conversations.settleLanguage(actor, asked);
    return conversations.command(actor, asked);
  }
}
