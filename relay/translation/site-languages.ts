/** What the rest of the relay asks about a site's languages. */
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { TranslatingSite } from './service.ts';
import { readerOf } from './service.ts';
import type { Translator } from './translator.ts';
import { base } from './wanted.ts';

type Sites = { byId(id: string): Promise<(TranslatingSite & { languages: string[] }) | null> };

export function createSiteLanguages(sites: Sites, translator: Translator) {
  async function translates(siteId: string): Promise<boolean> {
    return ((await sites.byId(siteId))?.translation.accepted.length ?? 0) > 0;
  }

  return {
    translates,

    async languagesOf(siteId: string) {
      const site = await sites.byId(siteId);
      return {
        languages: site?.languages ?? [],
        defaultLanguage: site?.defaultLanguage ?? 'en',
        translates: await translates(siteId),
      };
    },

    /** Both ways, because an answer that cannot be read is none. */
    async translationOf(siteId: string) {
      const site = await sites.byId(siteId);
      return {
        isOn: await translates(siteId),
        between(language: string, operator: SpokenLanguages): boolean {
          if (!site) return false;
          const [theirs, reads] = [base(language), readerOf(operator, site.defaultLanguage).reads];
          const supports = (from: string, to: string) => translator.supports(site.translation, from, to);
          return supports(theirs, reads) && supports(reads, theirs);
        },
      };
    },
  };
}
