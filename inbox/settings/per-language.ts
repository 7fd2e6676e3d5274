/** Texts in several languages, and what somebody reads where theirs is missing. Pure. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';

export type Texts = Record<string, string>;

/** Those of the site, and then those that something was written in before. */
export function languagesOf(site: readonly string[], ...texts: (Texts | undefined)[]): string[] {
  return [...new Set([...site, ...texts.flatMap((one) => Object.keys(one ?? {}))])];
}

/** `pt-BR → pt → the site's default → any`, as the relay falls back; null where nothing was written. */
export function fallbackFor(
  texts: Texts,
  language: string,
  siteDefault: string,
): { from: string; text: string } | null {
  const written = Object.keys(texts).filter((tag) => texts[tag]?.trim());
  const order = [baseLanguage(language), siteDefault, ...written].filter((tag) => tag !== language);
  const from = order.find((tag) => written.includes(tag));
  return from ? { from, text: texts[from] ?? '' } : null;
}

/** Nothing written is nothing said: another language is read then. */
export function withText(texts: Texts, language: string, text: string): Texts {
  const { [language]: _, ...others } = texts;
  return text ? { ...others, [language]: text } : others;
}
