/** The panel from top to bottom. */
import { Composer } from './composer.tsx';
import { Footer } from './footer.tsx';
import { Greeting } from './greeting.tsx';
import { Header } from './header.tsx';
import type { Later } from './later-type.ts';
import type { Session } from './session.ts';
import { Topics } from './topics.tsx';

/** `later`: undefined for the moment until it has come. */
export function App({ session, later }: { session: Session; later: Later | undefined }) {
  const { t, trouble, view, isNew, announcement } = session;
  const { said } = session.client;
  const hasSubjects = session.subjects || said.attach || said.subjects;
  const isBarred = later?.mayNotWrite(session);
  return (
    <div class="app" lang={session.locale} dir={session.locale === 'ar' ? 'rtl' : 'ltr'}>
      <Header session={session} later={later} />
      <p class={trouble ? 'connection' : 'sr'} data-part="connection" role="status">
        {trouble && t(trouble)}
      </p>
      {view === 'home' && later ? (
        <later.Part name="Home" session={session}>
          <p class="scroll" aria-busy="true">
            …
          </p>
        </later.Part>
      ) : (
        [
          later ? <later.Thread session={session} /> : <Opening session={session} />,
          isNew && <Topics session={session} />,
          isNew && <Notice session={session} />,
          later && hasSubjects && !isBarred && <later.Part name="Subjects" session={session} />,
          later && isBarred ? (
            <later.Part name="Blocked" session={session} />
          ) : (
            <Composer session={session} later={later} />
          ),
        ]
      )}
      <Footer notices={session.site.notices} label={t('footer.label')} newTab={t('message.newTab')} />
      <div class="sr" role="log" data-part="announcer">
        <p key={announcement.id}>{announcement.id && `${announcement.name}: ${announcement.text}`}</p>
      </div>
    </div>
  );
}

function Opening({ session }: { session: Session }) {
  return (
    <div class="thread">
      <div class="scroll">
        <Greeting session={session} />
      </div>
    </div>
  );
}

/** Said before the first message, not after it. */
function Notice({ session: { t, site } }: { session: Session }) {
  return (
    <p class="notice" data-part="notice-line">
      {site.answeredIn && <b data-part="answered-in">{site.answeredIn} </b>}
      {t('notice.recorded')}{' '}
      {site.privacyUrl && (
        <a href={site.privacyUrl} target="_blank" rel="noopener nofollow">
          {t('notice.privacy')}
        </a>
      )}
    </p>
  );
}
