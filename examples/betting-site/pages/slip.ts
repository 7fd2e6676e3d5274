import { type Html, html } from '../html.ts';
import type { Visit } from './layout.ts';

/** The bet slip: beside the matches on a wide screen, a sheet above a fixed bar on a phone. `assets/slip.js` fills it. */
export function betSlip({ words, player }: Visit): Html {
  const { word, language } = words;
  const style = words.moneyStyle();
  return html`<aside class="slip" id="slip" aria-labelledby="slip-heading" data-money="${style.pattern}" data-group="${style.group}" data-decimal="${style.decimal}">
    <div class="slip-head">
      <h2 id="slip-heading">${word('slip.heading')}</h2>
      <button class="plain slip-close" type="button" data-slip-close aria-label="${word('slip.close')}">${cross}</button>
    </div>
    <p class="slip-note" data-slip-empty>${word('slip.empty')}</p>
    <p class="slip-note" role="status" data-slip-placed="${word('slip.placed')}"></p>
    <ol data-slip-picks></ol>
    <template data-slip-row><li>
      <div><strong data-name></strong><span class="quiet" data-teams></span></div>
      <b data-odds></b>
      <button class="plain" type="button" aria-label="${word('slip.remove')}">${cross}</button>
    </li></template>
    <form data-slip-form hidden>
      <label>${word('slip.stake')} <span class="stake${style.pattern.startsWith('€') && ' sign-first'}"><input name="stake" inputmode="decimal" autocomplete="off" maxlength="7" value="10"><span aria-hidden="true">€</span></span></label>
      <dl>
        <div><dt>${word('slip.total')}</dt><dd data-slip-total></dd></div>
        <div><dt>${word('slip.return')}</dt><dd data-slip-return></dd></div>
      </dl>
      ${
        player
          ? html`<button class="button big">${word('slip.place')}</button>`
          : html`<a class="button big" href="/${language}/login">${word('slip.login')}</a>`
      }
    </form>
  </aside>
  <button class="slip-bar" type="button" aria-controls="slip" aria-expanded="false" hidden>
    <b class="count" data-slip-count></b><span>${word('slip.heading')}</span><b class="total" data-slip-total></b>
  </button>`;
}

const cross = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path class="stroke" d="m4 4 8 8m0-8-8 8"/></svg>`;
