/** What an operator reads without help, and what they are translated into. By base language: who knows `pt` reads `pt-BR`. Pure. */
import type { SiteRef, SpokenLanguages } from '@touchline/shared/people.ts';

export type Reader = {
  /** Base languages. */
  knows: readonly string[];
  /** The first native one, else the first, else the site's. */
  reads: string | null;
  /** They have said what they speak; otherwise the site's language is only assumed. */
  hasSaid: boolean;
};

export function readerOf(spoken: SpokenLanguages, site: Pick<SiteRef, 'languages'> | undefined): Reader {
  const said = Object.keys(spoken);
  const reads = said.find((language) => spoken[language] === 'native') ?? said[0] ?? site?.languages[0] ?? null;
  const knows = said.length > 0 ? said : reads === null ? [] : [reads];
  return { knows: knows.map(baseOf), reads: reads && baseOf(reads), hasSaid: said.length > 0 };
}

export function knows(reader: Reader, language: string): boolean {
  return reader.knows.includes(baseOf(language));
}

/** `be` of `be-BY`. */
export function baseOf(tag: string): string {
  return tag.split('-')[0] ?? tag;
}
