/** What is offered to this operator: who, about what, how long still, and the two answers. */
import { DANGER } from '@touchline/shared/danger.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { playerName } from '../contact/names.ts';
import { Side } from '../conversation/side.tsx';
import type { Desk } from '../desk.ts';
import { Brand } from '../queue/brand.tsx';
import { lastSaid, readerOfRow } from '../queue/said.ts';
import { hrefOf } from '../router.ts';
import { languageName } from '../when.ts';
import { t, tOr } from '../words.ts';
import { countdown, secondsLeft } from './countdown.ts';

/** The rest stands on top of the list. */
const CARDS_MAX = 2;

export function Offers({ desk }: { desk: Desk }) {
  const rows = desk.offers.mine.value;
  const first = rows[0];
  return (
    <section class="offers" aria-label={t('offers')}>
      <p class="hidden" role="alert">
        {first && t('offers.new', { name: playerName(first.contact) })}
      </p>
      {rows.slice(0, CARDS_MAX).map((row) => (
        <Card key={row.id} row={row} desk={desk} />
      ))}
      {rows.length > CARDS_MAX && <p class="soft">{t('offers.more', { count: rows.length - CARDS_MAX })}</p>}
    </section>
  );
}

function Card({ row, desk }: { row: DeskRow; desk: Desk }) {
  const { offers } = desk;
  const { topic, language } = row.state;
  const player = playerName(row.contact);
  return (
    <article class="offer" data-part="offer" data-conversation={row.id} aria-label={t('offer.label', { name: player })}>
      <header>
        <span>{t('offer.title')}</span>
        <Left row={row} desk={desk} />
      </header>
      <h2>
        <bdi>{player}</bdi>
        {row.contact.tier && <span class="tier">{row.contact.tier}</span>}
      </h2>
      <p class="offer-about">
        <Brand desk={desk} site={row.site} />
        <span>{languageName(language)}</span>
        {topic && <span data-danger={topic === DANGER}>{tOr(`topic.${topic}`, topic)}</span>}
      </p>
      <p class="offer-said">
        <Side {...lastSaid(row, readerOfRow(desk, row))} />
      </p>
      <div class="offer-actions">
        <button class="button primary" type="button" data-part="accept" onClick={() => offers.accept(row)}>
          {t('offer.accept')}
        </button>
        <button class="button" type="button" data-part="decline" onClick={() => offers.decline(row)}>
          {t('offer.decline')}
        </button>
      </div>
    </article>
  );
}

/** On a phone with a conversation open, where the cards are out of sight. */
export function OfferLine({ desk }: { desk: Desk }) {
  const first = desk.offers.mine.value[0];
  if (!first) return null;
  return (
    <a class="offer-line" href={hrefOf({ page: 'desk', view: 'waiting', conversation: null })}>
      <span>{t('offer.line', { name: playerName(first.contact) })}</span>
      <Left row={first} desk={desk} />
    </a>
  );
}

function Left({ row, desk }: { row: DeskRow; desk: Desk }) {
  return (
    <span class="offer-left" role="timer" aria-live="off" data-part="countdown">
      {countdown(secondsLeft(row.offer?.until ?? 0, desk.offers.now.value))}
    </span>
  );
}
