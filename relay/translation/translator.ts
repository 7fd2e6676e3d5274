/**
 * Translates texts for a site: asks the cache, then the providers that its administrator accepted, one after the
 * other, and lets through only what has every number, id, link and name exactly once.
 */
import type { TranslationProblem } from '@touchline/shared/conversation.ts';
import type { TranslationRules } from '@touchline/shared/translation-rules.ts';

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

/** Where no provider is set up. */
export const NOBODY: Translator = {
  supports: () => false,
  translate: async ({ texts }) => texts.map(() => ({ text: null, provider: null, problem: 'unsupported' })),
  providers: () => [],
};
