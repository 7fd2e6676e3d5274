/** What the rest of the relay asks about a site's languages. */

import { baseLanguage as base } from '@touchline/shared/language-tags.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import type { Listener } from '../languages/listener.ts';
import { knownTo } from './readers.ts';
import type { TranslatingSite } from './service.ts';
import type { Translator } from './translator.ts';

type Sites = { byId(id: string): Promise<(TranslatingSite & { languages: string[] }) | null> };

type Deps = {
  sites: Sites;
  translator: Translator;
  listener: Pick<Listener, 'operator'>;
  /** The language of a text that was kept ready; null where it was not. */
  keptIn(siteId: string, text: string, preferred: string): Promise<string | null>;
};

export type SiteLanguages = ReturnType<typeof createSiteLanguages>;

export function createSiteLanguages({ sites, translator, listener, keptIn }: Deps) {
  async function translates(siteId: string): Promise<boolean> {
    return ((await sites.byId(siteId))?.translation.accepted.length ?? 0) > 0;
  }

  /** Both ways, because an answer that cannot be read is none. */
  function between({ translation }: Pick<TranslatingSite, 'translation'>, one: string, other: string): boolean {
    const supports = (from: string, to: string) => translator.supports(translation, base(from), base(to));
    return supports(one, other) && supports(other, one);
  }

  return {
    translates,
    between,

    async languagesOf(siteId: string) {
      const site = await sites.byId(siteId);
      return {
        languages: site?.languages ?? [],
        defaultLanguage: site?.defaultLanguage ?? 'en',
        translates: await translates(siteId),
      };
    },

    /**
     * What an operator wrote in, of the languages that they speak and the player's. A text kept ready is in the language
     * that it was kept in: people wrote it, and it goes out as it is.
     */
    async spokenBy(siteId: string, text: string, languages: readonly string[], player: string): Promise<string | null> {
      const kept = (await translates(siteId)) ? await keptIn(siteId, text, player) : null;
      return kept ?? listener.operator({ text, languages: [...languages, player] });
    },

    async translationOf(siteId: string) {
      const site = await sites.byId(siteId);
      return {
        isOn: await translates(siteId),
        between(language: string, operator: SpokenLanguages): boolean {
          if (!site) return false;
          return knownTo(operator, site.defaultLanguage).some((known) => between(site, language, known));
        },
      };
    },
  };
}
