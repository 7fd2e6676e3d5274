import { type Html, html } from '../html.ts';
import type { Player } from '../players.ts';
import { layout, type Visit } from './layout.ts';

export function loginPage(visit: Visit, players: readonly Player[]): Html {
  const { word, language, nameOf } = visit.words;
  const choice = (player: Player) =>
    html`<li><button class="choice" name="player" value="${player.id}"><strong>${player.name}</strong><span class="quiet" lang="${player.locale}">${nameOf(player.locale)}</span></button></li>`;
  return layout(
    visit,
    word('login.heading'),
    html`<form class="narrow" method="post" action="/login">
  <h1>${word('login.heading')}</h1>
  <p class="lead">${word('login.lead')}</p>
  <input type="hidden" name="language" value="${language}">
  <ul class="choices">${players.map(choice)}</ul>
</form>`,
  );
}

/** Also what a visitor gets who presses Help while the chat cannot be reached. */
export function helpPage(visit: Visit): Html {
  const { word, language } = visit.words;
  const topic = (key: 'payments' | 'bets' | 'verification' | 'safer-gambling') =>
    html`<li><a class="choice" href="/${language}/help" data-chat data-topic="${key}"><strong>${word(`topic.${key}`)}</strong></a></li>`;
  return layout(
    visit,
    word('help.heading'),
    html`<div class="narrow">
  <h1>${word('help.heading')}</h1>
  <p class="lead">${word('help.lead')}</p>
  <p><a class="button" href="/${language}/help" data-chat>${word('help.open')}</a></p>
  <ul class="choices">${(['payments', 'bets', 'verification', 'safer-gambling'] as const).map(topic)}</ul>
  <p class="quiet">${word('help.mail')} <a href="mailto:help@fairplay.example">help@fairplay.example</a></p>
</div>`,
  );
}

export function missingPage(visit: Visit): Html {
  const { word, language } = visit.words;
  return layout(
    visit,
    word('missing.heading'),
    html`<div class="narrow"><h1>${word('missing.heading')}</h1><p><a class="button" href="/${language}/">${word('missing.back')}</a></p></div>`,
  );
}
