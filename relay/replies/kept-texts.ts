/**
 * The languages of texts kept ready, asked for with everything that an operator sends. A site's texts are read together
 * and remembered by their hashes for two seconds, because looking through them takes milliseconds.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import { remembered } from '../platform/remembered.ts';

/** The languages of each text of a site, by its SHA-256 in hex. */
export type LanguagesByHash = Map<string, string[]>;

/** How long another relay's change may take to count on this one. */
const FRESH_MS = 2_000;
/** More sites than this and the oldest go. */
const MAX_SITES = 500;

export function createKeptTexts(read: (siteId: string) => Promise<LanguagesByHash>, clock: Clock) {
  const sites = remembered(read, { clock, freshMs: FRESH_MS, max: MAX_SITES });
  return {
    /** The language in which somebody has kept exactly this text ready; of several `preferred`. */
    async languageOf(siteId: string, text: string, preferred: string): Promise<string | null> {
      const hash = createHash('sha256').update(text).digest('hex');
      const languages = (await sites.get(siteId)).get(hash) ?? [];
      return languages.find((language) => language === preferred) ?? languages[0] ?? null;
    },

    /** Something of the site has changed here. */
    forget: sites.forget,
  };
}
