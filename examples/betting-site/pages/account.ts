import { type Html, html } from '../html.ts';
import type { Activity, Player } from '../players.ts';
import type { Words } from '../words.ts';
import { layout, type Visit } from './layout.ts';

export function accountPage(visit: Visit, player: Player): Html {
  const { words, now } = visit;
  const { word, language } = words;
  const { withdrawal } = player;
  return layout(
    visit,
    word('nav.account'),
    html`<div class="account">
  <div class="account-head">
    <div>
      <h1>${player.name}</h1>
      ${player.tier && html`<p class="lead">${word(`tier.${player.tier}`)}</p>`}
    </div>
    <form method="post" action="/logout" data-logout="/${language}/"><input type="hidden" name="language" value="${language}"><button class="button soft">${word('nav.logout')}</button></form>
  </div>
  <section class="card balance" aria-labelledby="balance">
    <h2 id="balance">${word('account.balance')}</h2>
    <p class="figure">${words.money(player.balance)}</p>
    <p class="quiet">${word('account.available')}</p>
  </section>
  <section class="card" aria-labelledby="withdrawal">
    <div class="card-head"><h2 id="withdrawal">${word('account.withdrawal')}</h2><span class="status">${word('account.status')}</span></div>
    <p class="figure">${words.money(withdrawal.amount)}</p>
    <p>${word('account.card', { digits: withdrawal.digits })}<br><span class="quiet">${word('account.request', { id: withdrawal.id, date: words.moment(hoursBefore(now, withdrawal.hoursAgo)) })}</span></p>
    <p class="quiet">${word('account.review')}</p>
    <p><a class="ask" href="/${language}/help" data-chat data-topic="payments" data-subject="${withdrawal.id}">${word('account.ask')}</a></p>
  </section>
  <section class="card activity" aria-labelledby="activity">
    <h2 id="activity">${word('account.activity')}</h2>
    <ul>${player.activity.map((each) => entry(words, each, hoursBefore(now, each.hoursAgo)))}</ul>
  </section>
</div>`,
  );
}

function entry(words: Words, { kind, id, amount }: Activity, at: Date): Html {
  const what = words.word(`activity.${kind}`, { id });
  const topic = kind === 'bet' || kind === 'win' ? 'bets' : 'payments';
  return html`<li${kind !== 'win' && html` id="${id}"`}><span>${what}<time class="quiet" datetime="${at.toISOString()}">${words.moment(at)}</time>
    <a class="ask" href="/${words.language}/help" data-chat data-topic="${topic}" data-subject="${id}">${words.word('activity.ask')}<span class="unseen">: ${what}</span></a></span>
    <b class="${amount > 0 ? 'plus' : 'minus'}">${words.change(amount)}</b></li>`;
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * 3_600_000);
}
