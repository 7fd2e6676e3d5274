import { Icon } from './icons.tsx';
import type { Later } from './later-type.ts';
import type { Session } from './session.ts';

/** Whose chat this is, how it stands, and the ways out. */
export function Header({ session, later }: { session: Session; later: Later | undefined }) {
  const { t, site, state, view, isNew } = session;
  const isHome = view === 'home';
  return (
    <header>
      {!isHome && later && <later.Back session={session} />}
      <div class="title">
        <h2>
          <bdi>{isHome ? t('panel.back') : site.name}</bdi>
        </h2>
        {!isHome && !isNew && !later?.mayNotWrite(session) && <p data-part="status">{statusLine()}</p>}
      </div>
      {!isHome && !isNew && later && <later.Menu session={session} />}
      {later && !isHome && isTranslated(session) && <later.Part name="Translating" session={session} />}
      {later && <later.LanguageButton session={session} />}
      <button class="icon" type="button" aria-label={t('panel.close')} onClick={session.close}>
        <Icon name="close" />
      </button>
    </header>
  );

  function statusLine() {
    const { status, assignee, parked } = state;
    // Nobody is at it until the player writes: that somebody helps would be untrue.
    if (status === 'open' && assignee) return t(parked ? 'status.parked' : 'status.open', { name: assignee.name });
    return t(status === 'resolved' ? 'status.resolved' : 'status.waiting');
  }
}

function isTranslated({ state, events }: Session): boolean {
  return (
    state.playerReadsOriginal !== undefined ||
    events.some((event) => event.type === 'translated' && event.reader === 'player' && event.text !== null)
  );
}
