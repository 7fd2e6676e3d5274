/** What the host page says about itself, in forms that the relay accepts. Properties of `document` may be images. */
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const URL_MAX = 500;
const TITLE_MAX = 200;

/** Without query and fragment, which may hold secrets. */
export function currentPage(): { url: string; title: string } {
  return {
    url: (location.origin + location.pathname).slice(0, URL_MAX),
    title: `${document.title}`.slice(0, TITLE_MAX),
  };
}

/** What the player reads: the tag's wish, the page's language, the browser's. */
export function currentLanguage(element: HTMLElement): string {
  const wished = [element.dataset.locale, document.documentElement.lang, ...navigator.languages];
  return wished.find((tag) => tag && LANGUAGE.test(tag)) ?? 'en';
}
