/** What the host page says about itself, in forms that the relay accepts. Properties of `document` may be images. */
import type { PlayerHello } from '@touchline/shared/up.ts';
import type { Host } from './host.ts';

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const URL_MAX = 500;
const TITLE_MAX = 200;

export function about({ locale, element }: Host): Pick<PlayerHello, 'locale' | 'localeChosen' | 'page'> {
  // What the player reads: their own choice, the tag's wish, the page's language, the browser's.
  const wished = [locale, element.dataset.locale, document.documentElement.lang, ...navigator.languages];
  return {
    locale: wished.find((tag) => tag && LANGUAGE.test(tag)) ?? 'en',
    localeChosen: !!locale || undefined,
    // Without query and fragment, which may hold secrets.
    page: {
      url: (location.origin + location.pathname).slice(0, URL_MAX),
      title: `${document.title}`.slice(0, TITLE_MAX),
    },
  };
}
