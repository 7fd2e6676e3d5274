/** The languages that the inbox speaks, each called by its own name, and where its words are. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';

export const LANGUAGES = { en: 'English', ru: 'Русский', pl: 'Polski' } as const;
export type InboxLanguage = keyof typeof LANGUAGES;

type Tables = Record<InboxLanguage, () => Promise<{ default: Record<string, string> }>>;

/** Each is a file of its own in the build: an operator's browser loads the one it needs. */
const TABLES: Tables = {
  en: () => import('@touchline/shared/locales/en/inbox.json', { with: { type: 'json' } }),
  ru: () => import('@touchline/shared/locales/ru/inbox.json', { with: { type: 'json' } }),
  pl: () => import('@touchline/shared/locales/pl/inbox.json', { with: { type: 'json' } }),
};
const OF_PAGES: Tables = {
  en: () => import('@touchline/shared/locales/en/inbox-pages.json', { with: { type: 'json' } }),
  ru: () => import('@touchline/shared/locales/ru/inbox-pages.json', { with: { type: 'json' } }),
  pl: () => import('@touchline/shared/locales/pl/inbox-pages.json', { with: { type: 'json' } }),
};

/** Of the office, a file for each part of it: whoever opens one goes to the others. */
const OF_OFFICE: Record<InboxLanguage, () => ReturnType<Tables['en']>[]> = {
  en: () => [
    import('@touchline/shared/locales/en/inbox-settings.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/en/inbox-people.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/en/inbox-reports.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/en/inbox-floor.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/en/inbox-keeping.json', { with: { type: 'json' } }),
  ],
  ru: () => [
    import('@touchline/shared/locales/ru/inbox-settings.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/ru/inbox-people.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/ru/inbox-reports.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/ru/inbox-floor.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/ru/inbox-keeping.json', { with: { type: 'json' } }),
  ],
  pl: () => [
    import('@touchline/shared/locales/pl/inbox-settings.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/pl/inbox-people.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/pl/inbox-reports.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/pl/inbox-floor.json', { with: { type: 'json' } }),
    import('@touchline/shared/locales/pl/inbox-keeping.json', { with: { type: 'json' } }),
  ],
};

export async function wordsIn(language: InboxLanguage): Promise<Record<string, string>> {
  return (await TABLES[language]()).default;
}

export async function pageWordsIn(language: InboxLanguage): Promise<Record<string, string>> {
  return (await OF_PAGES[language]()).default;
}

export async function officeWordsIn(language: InboxLanguage): Promise<Record<string, string>> {
  const tables = await Promise.all(OF_OFFICE[language]());
  return Object.assign({}, ...tables.map((table) => table.default));
}

/** What was chosen here before, else the first of the browser's languages that we have, else English. */
export function preferred(remembered: string | null, browser: readonly string[]): InboxLanguage {
  const asked = [remembered ?? '', ...browser].map((tag) => baseLanguage(tag));
  return asked.find(isOurs) ?? 'en';
}

export function isOurs(language: string): language is InboxLanguage {
  return Object.hasOwn(LANGUAGES, language);
}
