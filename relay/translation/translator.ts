/**
 * Translates texts for a site: asks the cache, then the providers that its administrator accepted, one after the
 * other, and lets through only what has every number, id, link and name exactly once.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { TranslationProblem } from '@touchline/shared/conversation.ts';
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
import type { LanguageOf } from './untranslated.ts';

export type TranslationRequest = {
  siteId: string;
  rules: TranslationRules;
  /** Base languages, such as `be`. */
  source: string;
  target: string;
  texts: string[];
  /** Of people and brands: they stay as they are, and do not leave. */
  names: string[];
};

/** One for each text. `problem` null: `text` may be shown. `unavailable` may be tried again. */
export type Rendering =
  | { text: string; provider: string; problem: null }
  | { text: null; provider: string | null; problem: TranslationProblem };

export type Translator = {
  /** Whether somebody whom the site accepted translates between the two. */
  supports(rules: TranslationRules, source: string, target: string): boolean;
  /** Never rejects; takes at most some ten seconds. */
  translate(request: TranslationRequest): Promise<Rendering[]>;
  /** What an administrator may accept. */
  providers(): { name: string; host: string }[];
};

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
      original: text,
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
      const works = request.texts.map((text) => workOf(text, request));
      try {
        await chain.translate(request, accepted, works);
      } catch (error) {
        log.warn({ err: error }, 'translations stopped half-way; they are tried again');
        note(works, 'unavailable', null);
      }
      return works.map(({ rendering }) => rendering);
    },

    providers: () => providers.map(({ name, host }) => ({ name, host })),
  };
}

/** Where no provider is set up. */
export const NOBODY: Translator = {
  supports: () => false,
  translate: async ({ texts }) => texts.map(() => ({ text: null, provider: null, problem: 'unsupported' })),
  providers: () => [],
};
