import { Icon } from './icons.tsx';
import type { Session } from './session.ts';

/** Whose chat this is, how it stands, and the ways out. */
export function Header({ session }: { session: Session }) {
  const { t, site, state, view, conversations, isNew } = session;
  const others = conversations.filter(({ id }) => id !== session.client.player.current);
  const unread = others.reduce((sum, one) => sum + one.unread, 0);
  const isHome = view === 'home';
  return (
    <header>
      {!isHome && others.length > 0 && (
        <button class="icon" type="button" aria-label={t('panel.back')} data-unread={unread > 0} onClick={session.home}>
          <Icon name="back" />
        </button>
      )}
      <div class="title">
        <h2>
          <bdi>{isHome ? t('panel.back') : site.name}</bdi>
        </h2>
        {!isHome && !isNew && <p data-part="status">{statusLine()}</p>}
      </div>
      <button class="icon" type="button" aria-label={t('panel.close')} onClick={session.close}>
        <Icon name="close" />
      </button>
    </header>
  );

  function statusLine() {
    const { status, assignee } = state;
    if (status === 'open' && assignee) return t('status.open', { name: assignee.name });
    return t(status === 'resolved' ? 'status.resolved' : 'status.waiting');
  }
}
