import type { Locale } from '@touchline/shared/people.ts';

/** All that there are words in. Not people.ts's list, which would bring its schemas along. */
const WORDED = 'en be ru az vi pl tr uk es pt de ar'.split(' ') as Locale[];

/** Those of a site that there are words in, and the one shown. */
export function choices(languages: readonly string[], shown: Locale): Locale[] {
  const bases = [shown, ...languages.map((tag) => tag.split('-')[0])];
  return WORDED.filter((locale) => bases.includes(locale));
}
