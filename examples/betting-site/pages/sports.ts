import { type Fixture, type Team, teamName } from '../fixtures.ts';
import { type Html, html } from '../html.ts';
import type { WordKey, Words } from '../words.ts';
import { layout, type Visit } from './layout.ts';
import { betSlip } from './slip.ts';

export function sportsPage(visit: Visit, fixtures: readonly Fixture[]): Html {
  const { words } = visit;
  const { word } = words;
  const live = fixtures.filter((fixture) => fixture.live);
  const next = fixtures.filter((fixture) => !fixture.live);
  const leagues = [...new Set(next.map((fixture) => fixture.league))];
  return layout(
    visit,
    word('sports.heading'),
    html`<div class="with-slip">
  <div class="matches">
    <h1>${word('sports.heading')}</h1>
    <p class="lead">${word('sports.lead')}</p>
    <section id="live" aria-labelledby="live-heading">
      <h2 id="live-heading"><span class="pulse"></span>${word('sports.live')}</h2>
      ${live.map((fixture) => league(words, fixture.league, [fixture]))}
    </section>
    <section aria-labelledby="next-heading">
      <h2 id="next-heading">${word('sports.next')}</h2>
      ${leagues.map((key) =>
        league(
          words,
          key,
          next.filter((fixture) => fixture.league === key),
        ),
      )}
    </section>
  </div>
  ${betSlip(visit)}
</div>
<script type="module" src="/assets/slip.js"></script>`,
  );
}

function league(words: Words, key: WordKey, fixtures: readonly Fixture[]): Html {
  const { word } = words;
  return html`<div class="league">
    <div class="league-head">
      <h3>${word(key)}</h3>
      <span class="outcomes" aria-hidden="true">${outcomes.map((each) => html`<span>${word(`outcome.${each}`)}</span>`)}</span>
    </div>
    ${fixtures.map((fixture) => match(words, fixture))}
  </div>`;
}

const outcomes = ['home', 'draw', 'away'] as const;

function match(words: Words, fixture: Fixture): Html {
  const { language } = words;
  const row = (team: Team, goals: number | undefined) =>
    html`<span class="team">${shirt(team)}<span>${teamName(team, language)}</span>${goals !== undefined && html`<b class="goals">${goals}</b>`}</span>`;
  return html`<article class="match">
    <p class="kickoff">${
      fixture.live
        ? html`<b class="minute">${fixture.live.minute}′</b>`
        : html`<time datetime="${fixture.startsAt.toISOString()}"><span>${words.day(fixture.startsAt)}</span> <b>${words.time(fixture.startsAt)}</b></time>`
    }</p>
    <p class="teams">${row(fixture.home, fixture.live?.score[0])}${row(fixture.away, fixture.live?.score[1])}</p>
    <p class="prices">${outcomes.map((outcome, at) => price(words, fixture, outcome, fixture.odds[at] ?? null))}</p>
  </article>`;
}

function price(
  { word, language }: Words,
  fixture: Fixture,
  outcome: (typeof outcomes)[number],
  odds: number | null,
): Html {
  const label = html`<span class="price-label" aria-hidden="true">${word(`outcome.${outcome}`)}</span>`;
  if (odds === null)
    return html`<button class="price" type="button" disabled><span class="unseen">${word('pick.suspended')}</span>${label}<b aria-hidden="true">–</b></button>`;
  const pick =
    outcome === 'draw' ? word('pick.draw') : word('pick.win', { team: teamName(fixture[outcome], language) });
  const teams = `${teamName(fixture.home, language)} – ${teamName(fixture.away, language)}`;
  return html`<button class="price" type="button" aria-pressed="false" data-pick="${fixture.id}:${outcome}" data-fixture="${fixture.id}" data-name="${pick}" data-teams="${teams}" data-odds="${odds.toFixed(2)}"><span class="unseen">${pick}, </span>${label}<b>${odds.toFixed(2)}</b></button>`;
}

/** Colours as SVG attributes: a strict CSP forbids `style="…"`. */
function shirt({ shirt: [body, sleeve] }: Team): Html {
  return html`<svg class="shirt" viewBox="0 1 16 14" width="20" height="18" aria-hidden="true"><path fill="${sleeve}" d="M5 2 1 4.5 2.6 8l1.9-.8v-3zM11 2l4 2.5L13.4 8l-1.9-.8v-3z"/><path fill="${body}" d="M5 2c.8 1.2 5.2 1.2 6 0l.8 2v10H4.2V4z"/></svg>`;
}
