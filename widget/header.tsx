import { Icon } from './icons.tsx';
import type { Session } from './session.ts';

/** Whose chat this is, how it stands, and the ways out. */
export function Header({ session }: { session: Session }) {
  const { t, site, state, view, conversations, current } = session;
  const others = conversations.filter(({ id }) => id !== current);
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
        <h2>{isHome ? t('panel.back') : site.name}</h2>
        {!isHome && <p data-part="status">{statusLine(session)}</p>}
      </div>
      <button class="icon" type="button" aria-label={t('panel.close')} onClick={session.close}>
        <Icon name="close" />
      </button>
    </header>
  );

  function statusLine({ isNew }: Session) {
    if (state.status === 'open' && state.assignee) return t('status.open', { name: state.assignee.name });
    return t(isNew ? 'status.ready' : state.status === 'resolved' ? 'status.resolved' : 'status.waiting');
  }
}
