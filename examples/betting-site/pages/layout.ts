import { type Html, html } from '../html.ts';
import type { Player } from '../players.ts';
import type { Settings } from '../settings.ts';
import { type Language, languageCodes, languages, type Words } from '../words.ts';

/** What every page is given. `path` is the part after the language: `''`, `account`, `login`, `help`. */
export type Visit = {
  readonly words: Words;
  readonly path: string;
  readonly player: Player | undefined;
  readonly settings: Settings;
  readonly now: Date;
};

/** The frame around a page. The two scripts of the chat are all a site adds for it. */
export function layout(visit: Visit, title: string, main: Html): Html {
  const { words, player, settings } = visit;
  const { word, language } = words;
  return html`<!doctype html>
<html lang="${language}"${player && html` data-player="${player.id}" data-identity="${settings.chatSecret ? 'on' : 'off'}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title} · Fairplay</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
${styles.map(
  (name) => html`<link rel="stylesheet" href="/assets/${name}.css">
`,
)}<script src="/assets/chat.js"></script>
<script async src="${settings.chatUrl}/widget.js" data-site="${settings.chatSite}" data-locale="${language}"></script>
</head>
<body>
<a class="skip" href="#main">${word('nav.skip')}</a>
<header class="top"><div class="wide">
  <a class="brand" href="/${language}/">${mark}Fairplay</a>
  ${navigation(visit)}
  ${languageMenu(visit)}
  ${
    player
      ? html`<a class="purse" href="/${language}/account"><span class="quiet">${word('account.balance')}</span> ${words.money(player.balance)}</a>`
      : html`<a class="button" href="/${language}/login">${word('nav.login')}</a>`
  }
</div></header>
<main id="main" class="wide">${main}</main>
<footer><div class="wide">
  <p><strong>${word('footer.adults')}</strong> <a href="/${language}/help" data-chat data-topic="safer-gambling">${word('topic.safer-gambling')}</a></p>
  <p>${word('footer.demo')}</p>
</div></footer>
</body>
</html>
`;
}

const styles = ['base', 'top', 'sports', 'slip', 'slip-phone', 'cards'];

function navigation({ words: { word, language }, path }: Visit): Html {
  const link = (to: string, text: string) =>
    html`<a href="/${language}/${to}"${to === path && html` aria-current="page"`}>${text}</a>`;
  return html`<nav aria-label="${word('nav.main')}">
    ${link('', word('nav.sports'))}
    <a href="/${language}/#live">${word('nav.live')}</a>
    ${link('account', word('nav.account'))}
    <a href="/${language}/help" data-chat>${word('nav.help')}<span class="badge" data-unread hidden><span class="unseen">${word('nav.unread')} </span><span data-count></span></span></a>
  </nav>`;
}

function languageMenu({ words: { word, language }, path }: Visit): Html {
  const link = (code: Language) =>
    html`<li><a href="/${code}/${path}" lang="${code}" hreflang="${code}"${code === language && html` aria-current="true"`}>${languages[code].name}</a></li>`;
  return html`<details class="languages">
    <summary><span class="unseen">${word('nav.language')}: </span>${language.toUpperCase()}</summary>
    <ul>${languageCodes.map(link)}</ul>
  </details>`;
}

const mark = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path class="mark-arc" d="M3 9a12 12 0 0 1 12 12"/><path class="mark-line" d="M3 3v18h18"/></svg>`;
