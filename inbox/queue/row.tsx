/** One conversation in a list: who, how long, what was said last, and for which brand. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { blockOf } from '../contact/block.ts';
import { BlockMark } from '../contact/block-mark.tsx';
import { playerName } from '../contact/names.ts';
import { Side } from '../conversation/side.tsx';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { hrefOf } from '../router.ts';
import { duration, shortTime } from '../when.ts';
import { t, type Word } from '../words.ts';
import { About } from './about.tsx';
import { Marks } from './marks.tsx';
import { passedOf } from './passed.ts';
import { belongs } from './rows.ts';
import { lastSaid, readerOfRow } from './said.ts';

type RowProps = { desk: Desk; row: DeskRow; top: number; place: number; of: number; selected: boolean };

export function Row({ desk, row, top, place, of, selected }: RowProps) {
  const { lastMessage, contact } = row;
  const unread = row.unread > 0;
  const me = desk.me.value.id;
  const passed = selected ? undefined : passedOf(row, me, desk.openedUpTo(row.id));
  const isNews = passed && (row.wanted === me || row.state.assignee?.id === me);
  const reader = readerOfRow(desk, row);
  const block = blockOf(contact, desk.now.value);
  const { queue, bulk } = desk;
  // Held in its place, while the list goes on without it.
  const left = !belongs(row, queue.view.value, me) || queue.leaving.value.has(row.id);
  return (
    <li class="row-place" style={{ transform: `translateY(${top}px)` }} aria-posinset={place} aria-setsize={of}>
      {bulk.choosing.value && <Choice desk={desk} row={row} />}
      <a
        class="row"
        href={hrefOf({ page: 'desk', view: null, conversation: row.id })}
        data-part="row"
        data-conversation={row.id}
        data-unread={unread || Boolean(isNews)}
        data-offer={row.offer?.operator === desk.me.value.id || undefined}
        data-parked={(row.state.status === 'open' && row.state.parked) || undefined}
        data-left={left || undefined}
        aria-current={selected ? 'true' : undefined}
        draggable={false}
        onClick={(event) => {
          if (event.shiftKey) {
            event.preventDefault();
            bulk.chooseTo(row.id);
          } else if (isPress(event)) desk.toAnswer.value = row.id;
        }}
      >
        <span class="row-who">
          <bdi>{playerName(contact)}</bdi>
          {contact.verified && (
            <span class="verified" title={t('player.verified')}>
              <Icon name="shield" size={14} />
              <span class="hidden">{t('player.verified')}</span>
            </span>
          )}
          {contact.tier && <span class="tier">{contact.tier}</span>}
          {block && <BlockMark block={block} room="sign" />}
          <Marks state={row.state} />
          {left && <span class="hidden">{t('row.left')}</span>}
        </span>
        <RowTime desk={desk} row={row} />
        <span class="row-said">
          {passed && <span class="mark" data-part="passed">{`${t('row.passed', { name: passed.by.name })} `}</span>}
          {!passed?.note && lastMessage?.author.kind === 'operator' && (
            <span class="soft">{`${speaker(lastMessage.author, desk)} `}</span>
          )}
          {passed?.note && <Icon name="lock" size={12} />}
          {passed?.note ? (
            <Side part="passed-note" text={passed.note} />
          ) : (
            <Side key={lastMessage?.at} part="row-text" {...lastSaid(row, reader)} />
          )}
          <Mark desk={desk} row={row} />
        </span>
        {unread ? (
          <span class="count">
            {row.unread > 99 ? '99+' : row.unread}
            <span class="hidden">{t('row.unread', { count: row.unread })}</span>
          </span>
        ) : (
          <span />
        )}
        <About desk={desk} row={row} reader={reader} />
      </a>
    </li>
  );
}

/** Of a pointer: with keys somebody stays in the list. Over a telephone's screen a keyboard would lie on what they came to read. */
function isPress({ detail, ctrlKey, metaKey, altKey }: MouseEvent): boolean {
  if (detail === 0 || ctrlKey || metaKey || altKey) return false;
  return !matchMedia('(width < 760px) and (pointer: coarse)').matches;
}

function Choice({ desk, row }: { desk: Desk; row: DeskRow }) {
  return (
    <label class="row-choice">
      <input
        type="checkbox"
        aria-label={t('spam.choose', { name: playerName(row.contact) })}
        checked={desk.bulk.chosen.value.has(row.id)}
        onClick={(event) => {
          if (event.shiftKey) desk.bulk.chooseTo(row.id);
          else desk.bulk.toggle(row.id);
        }}
      />
    </label>
  );
}

function speaker(author: { id?: string | undefined; name: string }, desk: Desk): string {
  return author.id === desk.me.value.id ? t('row.you') : t('row.colleague', { name: author.name });
}

/** For those who wait, how long; for what is put aside, until when; for the rest, when something last happened. */
function RowTime({ desk, row }: { desk: Desk; row: DeskRow }) {
  const now = desk.now.value;
  const { snoozed } = row.state;
  if (snoozed) {
    return (
      <span class="row-time" data-part="row-snoozed">
        <Icon name="moon" size={12} />
        {snoozed.until === null ? t('row.snoozed.reply') : t('row.snoozed', { time: shortTime(snoozed.until, now) })}
      </span>
    );
  }
  if (row.waitingSince === null || row.state.status === 'resolved') {
    return <span class="row-time">{shortTime(row.lastMessage?.at ?? row.updatedAt, now)}</span>;
  }
  const wait = duration(now - row.waitingSince);
  return (
    <span class="row-time waits" title={t('row.waits', { wait })}>
      <Icon name="clock" size={12} />
      {wait}
    </span>
  );
}

/** Something here needs a hand: a whisper that was not read, a reply that could not go, a draft. */
function Mark({ desk, row: { id, state } }: { desk: Desk; row: DeskRow }) {
  const isWhispered = (desk.whispered.value.get(id) ?? 0) > state.readByOperator;
  const mark = isWhispered ? 'whisper' : desk.conversation.marks.value.get(id);
  if (!mark) return null;
  return <span class={mark === 'failed' ? 'mark own bad' : 'mark own'}>{` ${t(`row.${mark}` as Word)}`}</span>;
}
