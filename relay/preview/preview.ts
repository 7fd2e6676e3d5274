/**
 * What players would see of a site if what somebody is writing in the settings were saved: made by the very function
 * that answers real pages, and stored nowhere.
 */
import { LOCALES, type Locale, type SiteStart } from '@touchline/shared/people.ts';
import { type SectionName, siteSections } from '@touchline/shared/site-sections.ts';
import { writeSection } from '../settings/sections.ts';
import { startOf, type TranslatesBetween, type WordTables } from '../sites/start.ts';
import type { Site } from '../sites/store.ts';

/** The sections that a player sees something of. */
export const SEEN = ['look', 'texts', 'languages', 'topics', 'notices'] as const satisfies SectionName[];
export type Draft = { [Name in (typeof SEEN)[number]]?: unknown };

/** Of a section that could not be saved as it is just now, what holds is shown. */
export function startOfDraft(
  site: Site,
  draft: Draft,
  language: string,
  { words, translates }: { words: WordTables; translates: TranslatesBetween },
): SiteStart {
  let becomes = site;
  for (const name of SEEN) {
    const section = siteSections[name].safeParse(draft[name]);
    if (section.success) becomes = { ...becomes, ...writeSection(name, section.data, becomes) };
  }
  return startOf(becomes, words, localeOf(language), translates);
}

function localeOf(language: string): Locale {
  return LOCALES.find((locale) => locale === language.split('-')[0]) ?? 'en';
}
