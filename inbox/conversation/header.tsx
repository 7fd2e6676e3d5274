/** Above the thread: whose conversation it is, where it stands, and what can be done with it. */
import { BlockMark } from '../contact/block-mark.tsx';
import { playerName } from '../contact/names.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { Brand } from '../queue/brand.tsx';
import { Marks } from '../queue/marks.tsx';
import { hrefOf } from '../router.ts';
import { fullTime } from '../when.ts';
import { t } from '../words.ts';
import { Actions } from './actions.tsx';
import { Reference } from './reference.tsx';

export function Header({ desk }: { desk: Desk }) {
  const { conversation, queue } = desk;
  const row = conversation.row.value;
  const id = conversation.id.value;
  const block = desk.contact.block.value;
  return (
    <header class="thread-head">
      <a class="button bare icon to-list" href={hrefOf(queue.here())} aria-label={t('thread.back')}>
        <Icon name="back" flips />
      </a>
      <div class="thread-title">
        <h1 id="player-name">
          <bdi>{row ? playerName(row.contact) : t('thread.unknown')}</bdi>
          <Marks state={conversation.state.value} />
        </h1>
        <p>
          {row && <Brand desk={desk} site={row.site} />}
          <StatusLine desk={desk} />
          {block && <BlockMark block={block} room="word" />}
          {id && <Reference desk={desk} id={id} />}
          {id && <Tags desk={desk} id={id} />}
        </p>
      </div>
      <Actions desk={desk} />
      <button
        class="button bare icon to-player"
        type="button"
        aria-label={t('player.show')}
        aria-expanded={desk.playerShown.value}
        aria-controls="player-pane"
        onClick={() => desk.showPlayer(!desk.playerShown.value)}
      >
        <Icon name="person" />
      </button>
    </header>
  );
}

/** The place is the same for typing and for the status: nothing moves when a player begins to write. */
function StatusLine({ desk }: { desk: Desk }) {
  const { conversation, queue } = desk;
  const typing = conversation.typing.value;
  if (typing) return <span class="typing">{typing.name ? t('typing.named', { name: typing.name }) : t('typing')}</span>;
  const colleague = conversation.handling.colleague.value;
  if (colleague) return <span>{t('status.colleague', { name: colleague.name })}</span>;
  if (queue.leaving.value.has(conversation.id.value ?? '')) return <span>…</span>;
  const { snoozed } = conversation.state.value;
  if (snoozed) {
    const { until } = snoozed;
    return <span>{until === null ? t('status.snoozed.reply') : t('status.snoozed', { time: fullTime(until) })}</span>;
  }
  if (conversation.parked.value) return <span>{t('status.parked')}</span>;
  return <span>{t(`status.${conversation.status.value}`)}</span>;
}

/** All of them are one button: it opens what changes them. */
function Tags({ desk, id }: { desk: Desk; id: string }) {
  const tags = desk.conversation.state.value.tags ?? [];
  return (
    <button
      class="head-tags"
      type="button"
      data-part="tags"
      aria-haspopup="dialog"
      title={tags.join(', ') || t('tags.add')}
      onClick={() => desk.sorting.ask('tag', [id])}
    >
      <Icon name="tag" size={14} />
      <span class="hidden">{t('tags')}</span>
      {tags.length > 1 && <span aria-hidden="true">{tags.length}</span>}
      {tags.map((tag) => (
        <span class="label-chip" key={tag} data-tag={tag}>
          <bdi>{tag}</bdi>
        </span>
      ))}
    </button>
  );
}
