/** Above the thread: whose conversation it is, where it stands, and what can be done with it. */
import { playerName } from '../contact/names.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { Brand } from '../queue/brand.tsx';
import { hrefOf } from '../router.ts';
import { t } from '../words.ts';
import { Reference } from './reference.tsx';

export function Header({ desk }: { desk: Desk }) {
  const { conversation, queue } = desk;
  const row = conversation.row.value;
  return (
    <header class="thread-head">
      <a
        class="button bare icon to-list"
        href={hrefOf({ page: 'desk', view: queue.view.value, conversation: null })}
        aria-label={t('thread.back')}
      >
        <Icon name="back" flips />
      </a>
      <div class="thread-title">
        <h1 id="player-name">
          <bdi>{row ? playerName(row.contact) : t('thread.unknown')}</bdi>
        </h1>
        <p>
          {row && <Brand desk={desk} site={row.site} />}
          <StatusLine desk={desk} />
          {conversation.id.value && <Reference desk={desk} id={conversation.id.value} />}
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
  const { conversation } = desk;
  const typing = conversation.typing.value;
  if (typing) return <span class="typing">{typing.name ? t('typing.named', { name: typing.name }) : t('typing')}</span>;
  const colleague = conversation.handling.colleague.value;
  if (colleague) return <span>{t('status.colleague', { name: colleague.name })}</span>;
  if (conversation.parked.value) return <span>{t('status.parked')}</span>;
  return <span>{t(`status.${conversation.status.value}`)}</span>;
}

function Actions({ desk }: { desk: Desk }) {
  const { conversation } = desk;
  const { can } = conversation.handling;
  const busy = conversation.handling.busy.value !== null;
  const colleague = conversation.handling.colleague.value;
  return (
    <div class="thread-actions">
      {can.value.take && (
        <button
          class="button"
          type="button"
          data-part="take"
          disabled={busy}
          onClick={() => conversation.handling.take()}
        >
          {t(colleague ? 'take.over' : conversation.status.value === 'resolved' ? 'take.reopen' : 'take')}
        </button>
      )}
      {can.value.transfer && (
        <button
          class="button"
          type="button"
          data-part="transfer"
          disabled={busy}
          onClick={() => conversation.id.value && desk.transfer.open(conversation.id.value)}
        >
          <Icon name="forward" flips />
          {t('transfer')}
        </button>
      )}
      {can.value.release && (
        <button
          class="button"
          type="button"
          data-part="release"
          disabled={busy}
          onClick={() => conversation.handling.release()}
        >
          {t('release')}
        </button>
      )}
      {can.value.resolve && (
        <button
          class="button"
          type="button"
          data-part="resolve"
          disabled={busy}
          onClick={() => conversation.handling.resolve()}
        >
          <Icon name="check" />
          {t('resolve')}
        </button>
      )}
    </div>
  );
}
