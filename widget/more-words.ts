/**
 * Words of what is not there when the panel opens, one file per language, as a script that comes a moment later: with
 * them `start` would be larger than what somebody waits for.
 */
import type { Locale } from '@touchline/shared/people.ts';
import { type Translate, words } from '@touchline/shared/words.ts';
import { persistently } from './persistently.ts';
import type { Session } from './session.ts';

type File = { default: Record<string, string> };

/** Written out, because the build names each of these files by its content. */
const FILES: Record<Locale, () => Promise<File>> = {
  en: () => import('@touchline/shared/locales/en/widget-more.json'),
  be: () => import('@touchline/shared/locales/be/widget-more.json'),
  ru: () => import('@touchline/shared/locales/ru/widget-more.json'),
  uk: () => import('@touchline/shared/locales/uk/widget-more.json'),
  az: () => import('@touchline/shared/locales/az/widget-more.json'),
  tr: () => import('@touchline/shared/locales/tr/widget-more.json'),
  vi: () => import('@touchline/shared/locales/vi/widget-more.json'),
  pl: () => import('@touchline/shared/locales/pl/widget-more.json'),
  es: () => import('@touchline/shared/locales/es/widget-more.json'),
  pt: () => import('@touchline/shared/locales/pt/widget-more.json'),
  de: () => import('@touchline/shared/locales/de/widget-more.json'),
  ar: () => import('@touchline/shared/locales/ar/widget-more.json'),
};
const asked = new Map<Locale, { t?: Translate; coming: Promise<unknown> }>();

/** Undefined until they have come; `came` is called then. */
export function moreWords({ locale, client }: Session, came: () => void): Translate | undefined {
  let here = asked.get(locale);
  if (!here) {
    const coming = persistently(client.clock, FILES[locale]).then((file) => {
      Object.assign(here as object, { t: words(file.default, locale) });
    });
    here = { coming };
    asked.set(locale, here);
  }
  if (!here.t) here.coming.then(came);
  return here.t;
}

/** Those that have come; else those that the panel opened with. */
export function wordsOf({ locale, t }: Session): Translate {
  return asked.get(locale)?.t ?? t;
}
