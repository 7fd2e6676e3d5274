/**
 * Asks the providers that a site accepted, in its order, until every text has a translation that may be shown.
 *
 * What one provider does not answer, changes or leaves untranslated, the next one is given. Nothing is shown that has
 * not passed the verification of protect.ts, and nothing leaves before the site's budget has been charged with it.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TranslationProblem } from '@touchline/shared/conversation.ts';
import type { Log } from '../platform/log.ts';
import { type Budget, charactersOf } from './budget.ts';
import type { Cached, CacheScope, TranslationCache } from './cache.ts';
import type { GuardedProvider } from './guarded-provider.ts';
import type { TranslationMetrics } from './metrics.ts';
import type { Protected } from './protect.ts';
import { ProviderFailure, REQUEST_LIMITS } from './provider.ts';
import { createRefusals } from './refusals.ts';
import type { Rendering, TranslationRequest } from './translator.ts';
import { isUntranslated, type LanguageOf } from './untranslated.ts';

/** One text on its way. Its rendering is the best that is known, at any moment. */
export type Work = {
  /** As it leaves. */
  hidden: Protected;
  /** With its numbers in their places, for a provider that has damaged the placeholders; null without numbers. */
  inPlace: Protected | null;
  rendering: Rendering;
};

type Form = 'hidden' | 'inPlace';
const sentOf = (work: Work, form: Form): string => (work[form] ?? work.hidden).text;

type Deps = {
  cache: TranslationCache;
  budget: Budget;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  metrics: TranslationMetrics;
  languageOf?: LanguageOf | undefined;
};

/** With the cache before it; the worker that waits for it holds its job for twice as long. */
const CHAIN_MS = 10_000;
/** With less, a request would be cut off, and perhaps paid for. */
const LEAST_MS = 500;

/** What is said of a text that several providers failed with: as long as one of them was not heard, it is not over. */
const GRAVITY: readonly TranslationProblem[] = ['unsupported', 'altered', 'unavailable', 'budget'];

export function createChain({ cache, budget, clock, log, metrics, languageOf }: Deps) {
  const refusals = createRefusals(clock);
  type Run = { request: TranslationRequest; scope: CacheScope; endsAt: number };

  async function recall({ scope }: Run, providers: readonly GuardedProvider[], works: Work[]): Promise<void> {
    if (works.length === 0) return;
    const names = providers.map(({ name }) => name);
    const found = await cache.find(
      scope,
      works.map(({ hidden }) => hidden.text),
      names,
    );
    for (const work of works) {
      const hit = found.get(work.hidden.text);
      metrics.cache.inc({ outcome: hit ? 'hit' : 'miss' });
      const restored = hit && work.hidden.restore(hit.text);
      if (hit && restored && 'text' in restored) {
        work.rendering = { text: restored.text, provider: hit.provider, problem: null };
      }
    }
  }

  /** Returns those whose answer did not pass verification. */
  async function pass(run: Run, provider: GuardedProvider, works: Work[], form: Form): Promise<Work[]> {
    const altered: Work[] = [];
    const { source, target } = run.request;
    const asked = (sent: string) => ({ provider: provider.name, source, target, sent });
    const unasked = works.filter((work) => {
      const known = refusals.known(asked(sentOf(work, form)));
      if (known) note([work], 'altered', provider.name);
      if (known === 'altered') altered.push(work);
      return !known;
    });
    for (const batch of batchesOf(unasked, form)) {
      const answers = await ask(run, provider, batch);
      if (!answers) continue;
      const kept: Cached[] = [];
      for (const [i, { sent, of }] of batch.entries()) {
        const answer = answers[i] ?? '';
        for (const work of of) {
          const outcome = await judge(run, provider, work, form, answer);
          metrics.texts.inc({ provider: provider.name, outcome });
          if (outcome === 'altered') altered.push(work);
          if (outcome !== 'shown') refusals.add(asked(sent), outcome);
          if (outcome === 'shown' && form === 'hidden') kept.push({ sent, text: answer, provider: provider.name });
        }
      }
      if (kept.length > 0) await cache.keep(run.scope, kept).catch(loses('a translation could not be kept'));
    }
    return altered;
  }

  async function ask({ request, endsAt }: Run, provider: GuardedProvider, batch: Batch): Promise<string[] | null> {
    const { siteId, rules, source, target } = request;
    const works = batch.flatMap(({ of }) => of);
    const texts = batch.map(({ sent }) => sent);
    const left = endsAt - clock.now();
    if (left < LEAST_MS || provider.refuses(source, target)) return note(works, 'unavailable', provider.name);
    const taken = await budget.take(siteId, charactersOf(texts), rules.monthlyCharacters);
    if (!taken) return note(works, 'budget', provider.name);
    try {
      const answers = await provider.ask({ texts, source, target }, left);
      metrics.characters.inc({ provider: provider.name }, taken.characters);
      return answers;
    } catch (error) {
      await budget.giveBack(taken).catch(loses('characters could not be given back'));
      const isFinal = error instanceof ProviderFailure && error.kind === 'refused';
      return note(works, isFinal ? 'unsupported' : 'unavailable', provider.name);
    }
  }

  async function judge(
    { request: { source, target } }: Run,
    { name }: GuardedProvider,
    work: Work,
    form: Form,
    answer: string,
  ): Promise<'shown' | 'altered' | 'untranslated'> {
    const { text: sent, restore } = work[form] ?? work.hidden;
    const restored = restore(answer);
    if ('problem' in restored) {
      note([work], 'altered', name);
      return 'altered';
    }
    if (await isUntranslated({ sent, answer, source, target }, languageOf)) {
      note([work], 'altered', name);
      return 'untranslated';
    }
    work.rendering = { text: restored.text, provider: name, problem: null };
    return 'shown';
  }

  const loses = (what: string) => (error: unknown) => log.warn({ err: error }, what);

  return {
    /** Settles `works` as far as it can. Rejects only where the database does. */
    async translate(request: TranslationRequest, providers: readonly GuardedProvider[], works: Work[]): Promise<void> {
      const { siteId, source, target, rules } = request;
      const scope = { siteId, source, target, glossaryVersion: rules.glossaryVersion };
      const run = { request, scope, endsAt: clock.now() + CHAIN_MS };
      for (const work of works) spare(work, providers[0]?.name ?? null);
      await recall(run, providers, works.filter(isOpen));
      for (const provider of providers) {
        const altered = await pass(run, provider, works.filter(isOpen), 'hidden');
        const again = altered.filter((work) => work.inPlace !== null && isOpen(work));
        await pass(run, provider, again, 'inPlace');
      }
    },
  };
}

/** Nothing but numbers, names and terms needs nobody, and is put down to whoever would have been asked. */
function spare(work: Work, provider: string | null): void {
  if (work.hidden.needsEngine || provider === null) return;
  const restored = work.hidden.restore(work.hidden.text);
  if ('text' in restored) work.rendering = { ...restored, provider, problem: null };
}

function isOpen({ rendering }: Work): boolean {
  return rendering.problem !== null;
}

/** Keeps the graver of what was known and what is new. */
export function note(works: readonly Work[], problem: TranslationProblem, provider: string | null): null {
  for (const work of works) {
    const known = work.rendering.problem;
    if (known === null || GRAVITY.indexOf(known) > GRAVITY.indexOf(problem)) continue;
    work.rendering = { text: null, provider, problem };
  }
  return null;
}

/** Texts that look the same as they leave are sent once: those of two amounts do. */
type Batch = { sent: string; of: Work[] }[];

function batchesOf(works: readonly Work[], form: Form): Batch[] {
  const batches: Batch[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [sent, of] of Map.groupBy(works, (work) => sentOf(work, form))) {
    const size = Buffer.byteLength(sent);
    const last = batches.at(-1);
    if (!last || last.length === REQUEST_LIMITS.texts || bytes + size > REQUEST_LIMITS.bytes) {
      batches.push([{ sent, of }]);
      bytes = size;
    } else {
      last.push({ sent, of });
      bytes += size;
    }
  }
  return batches;
}
