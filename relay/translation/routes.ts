/** The administrators' page on translation. */
import { glossaryTerm, providerName, translationRules } from '@touchline/shared/translation-rules.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { TranslationRulesService } from './rules.ts';

type Deps = {
  rules: TranslationRulesService;
  /** The signed-in administrator, or a refusal. */
  administrator(request: FastifyRequest): Promise<{ id: string }>;
};

/** Five hundred terms in twelve languages. */
const GLOSSARY_MAX_BYTES = 1024 * 1024;

const settings = z.strictObject({
  rules: translationRules,
  providers: z.array(z.strictObject({ name: z.string(), host: z.string() })),
  used: z.strictObject({ month: z.string(), characters: z.number() }),
});
const site = z.strictObject({ id: z.uuid() });
const schema = { params: site, response: { 200: settings } };
const names = z.array(providerName).max(10);
const budget = z.strictObject({ monthlyCharacters: translationRules.shape.monthlyCharacters.unwrap() });
/** What the forms may be is judged by `judgeGlossary`, which can say what is wrong. */
const term = z.record(glossaryTerm.keyType, z.array(z.string().trim().max(200)).max(24));
const glossary = z.strictObject({ version: z.int().min(0), terms: z.array(term).max(500) });

export async function translationRoutes(instance: FastifyInstance, { rules, administrator }: Deps): Promise<void> {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get('/api/sites/:id/translation', { schema }, async (request) =>
    rules.read(request.params.id, await administrator(request)),
  );

  app.get(
    '/api/sites/:id/translation/proposal',
    { schema: { params: site, response: { 200: z.strictObject({ terms: z.array(glossaryTerm) }) } } },
    async (request) => rules.proposal(request.params.id, await administrator(request)),
  );

  app.put(
    '/api/sites/:id/translation/accepted',
    { schema: { ...schema, body: z.strictObject({ accepted: names, seen: names }) } },
    async (request) => rules.accept(request.params.id, await administrator(request), request.body),
  );

  app.put('/api/sites/:id/translation/budget', { schema: { ...schema, body: budget } }, async (request) =>
    rules.setBudget(request.params.id, await administrator(request), request.body.monthlyCharacters),
  );

  app.put(
    '/api/sites/:id/translation/glossary',
    {
      bodyLimit: GLOSSARY_MAX_BYTES,
      schema: { ...schema, body: glossary },
    },
    async (request) => rules.setGlossary(request.params.id, await administrator(request), request.body),
  );
}
