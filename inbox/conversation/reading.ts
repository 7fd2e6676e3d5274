/** What an operator reads without help, and what they are translated into. By base language: who knows `pt` reads `pt-BR`. Pure. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import type { SiteRef, SpokenLanguages } from '@touchline/shared/people.ts';

export type Reader = {
  /** Base languages. */
  knows: readonly string[];
  /** A native one, else any, by the alphabet, because what they said has no order; else the site's. The relay does the same. */
  reads: string | null;
  /** They have said what they speak; otherwise the site's language is only assumed. */
  hasSaid: boolean;
};

export function readerOf(spoken: SpokenLanguages, site: Pick<SiteRef, 'defaultLanguage'> | undefined): Reader {
  const said = Object.keys(spoken).sort();
  const reads = said.find((language) => spoken[language] === 'native') ?? said[0] ?? site?.defaultLanguage ?? null;
  const knows = said.length > 0 ? said : reads === null ? [] : [reads];
  return { knows: knows.map(baseLanguage), reads: reads && baseLanguage(reads), hasSaid: said.length > 0 };
}

export function knows(reader: Reader, language: string): boolean {
  return reader.knows.includes(baseLanguage(language));
}
