/**
 * A topic as players read it, in the language of the reply: the words of their panel, one file per language, fetched
 * for a reply that names the topic. Null where there is no topic, or no such language.
 */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import type { Locale } from '@touchline/shared/people.ts';

type Table = Record<string, string>;

const TABLES: Record<Locale, () => Promise<{ default: Table }>> = {
  en: () => import('@touchline/shared/locales/en/widget.json', { with: { type: 'json' } }),
  be: () => import('@touchline/shared/locales/be/widget.json', { with: { type: 'json' } }),
  ru: () => import('@touchline/shared/locales/ru/widget.json', { with: { type: 'json' } }),
  az: () => import('@touchline/shared/locales/az/widget.json', { with: { type: 'json' } }),
  vi: () => import('@touchline/shared/locales/vi/widget.json', { with: { type: 'json' } }),
  pl: () => import('@touchline/shared/locales/pl/widget.json', { with: { type: 'json' } }),
  tr: () => import('@touchline/shared/locales/tr/widget.json', { with: { type: 'json' } }),
  uk: () => import('@touchline/shared/locales/uk/widget.json', { with: { type: 'json' } }),
  es: () => import('@touchline/shared/locales/es/widget.json', { with: { type: 'json' } }),
  pt: () => import('@touchline/shared/locales/pt/widget.json', { with: { type: 'json' } }),
  de: () => import('@touchline/shared/locales/de/widget.json', { with: { type: 'json' } }),
  ar: () => import('@touchline/shared/locales/ar/widget.json', { with: { type: 'json' } }),
};

export async function topicIn(language: string, topic: string | null): Promise<string | null> {
  const table = TABLES[baseLanguage(language) as Locale];
  if (!topic || !table) return null;
  try {
    return (await table()).default[`topic.${topic}`] ?? null;
  } catch {
    return null;
  }
}
