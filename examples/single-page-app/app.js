import { createChat } from './chat.js';

const tag = document.querySelector('meta[name="touchline"]');
const chat = createChat({ src: tag.content, site: tag.dataset.site });
const state = { locale: 'en', player: undefined };

const words = {
  en: {
    title: 'Matches',
    account: 'Account',
    quiet: 'A page without chat',
    matches: 'Odds would stand here. The chat is in the corner.',
    in: 'You are logged in, and so the chat knows who you are.',
    out: 'You are not logged in. The chat works all the same.',
    none: 'The chat was taken away with its connection. Go back, and it is there again.',
    login: 'Log in',
    logout: 'Log out',
    help: 'Help',
  },
  be: {
    title: 'Матчы',
    account: 'Кабінет',
    quiet: 'Старонка без чата',
    matches: 'Тут былі б каэфіцыенты. Чат — у куце.',
    in: 'Вы ўвайшлі, таму чат ведае, хто вы.',
    out: 'Вы не ўвайшлі. Чат працуе ўсё роўна.',
    none: 'Чат прыбраны разам са злучэннем. Вярніцеся, і ён з’явіцца зноў.',
    login: 'Увайсці',
    logout: 'Выйсці',
    help: 'Дапамога',
  },
};

const pages = {
  '/spa/': () => draw('title', paragraph('matches'), button('help', chat.open)),
  '/spa/account': () =>
    state.player
      ? draw('account', paragraph('in'), button('logout', logOut))
      : draw('account', paragraph('out'), button('login', logIn)),
  '/spa/quiet': () => draw('quiet', paragraph('none')),
};

/** The router: draws the page of the address, then says whether that page has a chat. */
function follow() {
  const path = location.pathname in pages ? location.pathname : '/spa/';
  pages[path]();
  for (const link of document.querySelectorAll('nav a')) {
    link.textContent = words[state.locale][link.dataset.word];
    if (link.getAttribute('href') === path) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (path === '/spa/quiet') chat.remove();
  else chat.show(state);
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('nav a');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    history.pushState(null, '', link.href);
    follow();
  }
  const locale = event.target.closest('[data-language]')?.dataset.language;
  if (locale) {
    state.locale = document.documentElement.lang = locale;
    chat.setLocale(locale);
    follow();
  }
});
addEventListener('popstate', follow);

async function logIn() {
  await fetch('/login', { method: 'POST', body: new URLSearchParams({ player: 'alena' }) });
  state.player = 'alena';
  chat.identify();
  follow();
}

async function logOut() {
  chat.logout();
  await fetch('/logout', { method: 'POST' });
  state.player = undefined;
  follow();
}

function draw(title, ...rest) {
  const heading = Object.assign(document.createElement('h1'), { textContent: words[state.locale][title] });
  document.title = `${heading.textContent} · Fairplay`;
  document.querySelector('main').replaceChildren(heading, ...rest);
}

function paragraph(key) {
  return Object.assign(document.createElement('p'), { textContent: words[state.locale][key] });
}

function button(key, onclick) {
  return Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: words[state.locale][key],
    onclick,
  });
}

// A visitor may be logged in already.
state.player = (await (await fetch('/player')).json()).player ?? undefined;
follow();
