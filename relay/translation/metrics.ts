/** What translating takes and brings. Providers are named as the installation calls them. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type TranslationMetrics = ReturnType<typeof createTranslationMetrics>;

export function createTranslationMetrics(registry: Registry) {
  const registers = [registry];
  return {
    seconds: new Histogram({
      name: 'touchline_translation_seconds',
      help: 'Requests to providers, by what became of them',
      labelNames: ['provider', 'outcome'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4],
      registers,
    }),
    characters: new Counter({
      name: 'touchline_translation_characters_total',
      help: 'Characters that providers were paid for',
      labelNames: ['provider'],
      registers,
    }),
    texts: new Counter({
      name: 'touchline_translation_texts_total',
      help: 'Answers by what was done with them: shown, altered (not shown), untranslated (not shown)',
      labelNames: ['provider', 'outcome'],
      registers,
    }),
    cache: new Counter({
      name: 'touchline_translation_cache_total',
      help: 'Texts looked up among earlier translations',
      labelNames: ['outcome'],
      registers,
    }),
  };
}

export function watchProviders(registry: Registry, providers: readonly { name: string; isOpen(): boolean }[]): void {
  new Gauge({
    name: 'touchline_translator_open',
    help: '1 while a provider is not asked, because it failed or wants a pause',
    labelNames: ['provider'],
    registers: [registry],
    collect() {
      for (const { name, isOpen } of providers) this.set({ provider: name }, isOpen() ? 1 : 0);
    },
  });
}
