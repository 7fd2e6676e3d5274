/** The translator of a relay with providers: who may be asked, how texts leave, and what becomes of a failure. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TranslationRules } from '@touchline/shared/translation-rules.ts';
import type { Registry } from 'prom-client';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { createBudget } from './budget.ts';
import { createTranslationCache } from './cache.ts';
import { createChain, note, type Work } from './chain.ts';
import { type GuardedProvider, guard } from './guarded-provider.ts';
import { createTranslationMetrics, watchProviders } from './metrics.ts';
import { protect as protectText } from './protect.ts';
import type { Provider } from './provider.ts';
import { NOBODY, type Rendering, type TranslationRequest, type Translator } from './translator.ts';
import type { LanguageOf } from './untranslated.ts';

type Deps = {
  providers: readonly Provider[];
  db: Database;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  registry: Registry;
  /** Finds answers that are in another language than was asked for. */
  languageOf?: LanguageOf;
  /** Replaced only by tests that show what it is for. */
  protect?: typeof protectText;
};

export function createTranslator(deps: Deps): Translator {
  const { db, clock, log, registry, languageOf, protect = protectText } = deps;
  const metrics = createTranslationMetrics(registry);
  const providers = deps.providers.map((provider) => guard(provider, { clock, log, metrics }));
  watchProviders(registry, providers);
  const [cache, budget] = [createTranslationCache(db), createBudget(db)];
  const chain = createChain({ cache, budget, clock, log, metrics, languageOf });

  function acceptedBy({ accepted }: TranslationRules, source: string, target: string): GuardedProvider[] {
    const named = accepted.flatMap(({ provider }) => providers.find(({ name }) => name === provider) ?? []);
    return named.filter((provider) => provider.supports(source, target));
  }

  function workOf(text: string, { names, rules, source, target }: TranslationRequest): Work {
    const terms = { names, glossary: rules.glossary, source, target };
    const hidden = protect(text, terms);
    const inPlace = protect(text, { ...terms, inPlace: true });
    return {
      hidden,
      inPlace: inPlace.text === hidden.text ? null : inPlace,
      rendering: { text: null, provider: null, problem: 'unsupported' },
    };
  }

  return {
    supports: (rules, source, target) => acceptedBy(rules, source, target).length > 0,

    async translate(request) {
      const accepted = acceptedBy(request.rules, request.source, request.target);
      if (accepted.length === 0) return NOBODY.translate(request);
      let works: Work[] = [];
      try {
        works = request.texts.map((text) => workOf(text, request));
        await chain.translate(request, accepted, works);
      } catch (error) {
        log.warn({ err: error }, 'translations stopped half-way; they are tried again');
        note(works, 'unavailable', null);
      }
      return request.texts.map((_, i) => works[i]?.rendering ?? STOPPED);
    },

    providers: () => providers.map(({ name, host }) => ({ name, host })),
  };
}

/** Before anything was sent. */
const STOPPED: Rendering = { text: null, provider: null, problem: 'unavailable' };
