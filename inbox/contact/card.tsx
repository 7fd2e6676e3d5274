/** What the relay tells of a player when it is asked: account, visit, notes, earlier conversations, and the block. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { useEffect, useMemo } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { t } from '../page-words.ts';
import { Account } from './account.tsx';
import { Blocking } from './blocking.tsx';
import { CardModel } from './card-model.ts';
import { EarlierList } from './earlier-list.tsx';
import { LastVisit } from './last-visit.tsx';
import { Notes } from './notes.tsx';
import { contactRequests } from './requests.ts';
import './card.css';

export function Card({ desk, row }: { desk: Desk; row: DeskRow }) {
  const { id, block } = row.contact;
  const model = useMemo(
    () =>
      new CardModel({
        requests: contactRequests(id),
        conversation: () => desk.conversation.id.value,
        now: desk.live.now,
      }),
    [desk, id],
  );
  useEffect(() => () => model[Symbol.dispose](), [model]);
  // Also when a colleague blocks them, or lifts it.
  const blockedUntil = block ? String(block.until) : '';
  useEffect(() => void model.load(), [model, blockedUntil]);

  const card = model.card.value;
  if (!card) {
    if (model.trouble.value !== 'card') return <div class="card-ghost" aria-hidden="true" />;
    return (
      <p class="hint bad" role="alert">
        {t('contact.failed')}{' '}
        <button class="button bare" type="button" onClick={() => void model.load()}>
          {t('tryAgain')}
        </button>
      </p>
    );
  }
  return (
    <div data-part="card">
      {/* Who may not write is the first thing to know, and lifting it never far. */}
      {card.block && <Blocking card={card} model={model} now={desk.now.value} />}
      <Account card={card} model={model} />
      <LastVisit card={card} isHere={desk.contact.visiting.value?.online === true} />
      <Notes model={model} now={desk.now.value} />
      <EarlierList model={model} count={card.conversations} now={desk.now.value} />
      {!card.block && <Blocking card={card} model={model} now={desk.now.value} />}
    </div>
  );
}
