/** What of a row an operator must not miss, in a word or two: danger, whom it is for, that somebody is asked already. */
import type { DeskRow } from '@touchline/shared/down.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import { isDanger } from './waiting-order.ts';

export function Tags({ row }: { row: DeskRow }) {
  return (
    <>
      {isDanger(row.state) && (
        <span class="tag" data-tone="danger">
          <Icon name="alert" size={12} />
          {t('topic.safer-gambling')}
        </span>
      )}
      {row.state.status === 'open' && row.state.parked && !row.state.snoozed && (
        <span class="tag">{t('row.parked')}</span>
      )}
    </>
  );
}

/** At the end of the line: it comes and goes while the rest is read. */
export function Destined({ desk, row }: { desk: Desk; row: DeskRow }) {
  if (row.state.status !== 'waiting') return null;
  const { offer, wanted, front } = row;
  const me = desk.me.value.id;
  const isBrief = isDanger(row.state);
  const nameOf = (id: string) => desk.presence.members.value.get(id)?.name ?? t('row.somebody');
  if (offer) {
    return offer.operator === me ? (
      <span class="tag" data-tone="good">
        {t('row.offered.mine')}
      </span>
    ) : (
      <Whom word="row.offered" name={nameOf(offer.operator)} isBrief={isBrief} />
    );
  }
  if (wanted) {
    return wanted === me ? (
      <span class="tag" data-tone="good">
        {t('row.wanted.mine')}
      </span>
    ) : (
      <Whom word="row.wanted" name={nameOf(wanted)} isBrief={isBrief} />
    );
  }
  const team = row.state.team?.name;
  if (team) {
    return (
      <span class="tag" title={t('row.team', { name: team })}>
        <span class="hidden">{t('row.team', { name: team })}</span>
        <bdi aria-hidden="true">{team}</bdi>
      </span>
    );
  }
  return front ? <span class="tag">{t('row.front')}</span> : null;
}

/** Beside a danger and a language there is room for the name alone. */
function Whom({ word, name, isBrief }: { word: 'row.offered' | 'row.wanted'; name: string; isBrief: boolean }) {
  const whole = t(word, { name });
  if (!isBrief) return <span class="tag">{whole}</span>;
  return (
    <span class="tag" title={whole}>
      <span class="hidden">{whole}</span>
      <bdi aria-hidden="true">{name}</bdi>
    </span>
  );
}
