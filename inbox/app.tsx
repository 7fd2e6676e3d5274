/** Which page is shown: first run, the sign-in form, or the desk. */
import { createModel, effect, signal, untracked } from '@preact/signals';
import type { Api, SignedIn } from './api.ts';
import type { ConnectionDeps } from './connection/model.ts';
import type { Desk } from './desk.ts';
import { DeskPage } from './desk-page.tsx';
import type { Language } from './locale/model.ts';
import { Mark } from './mark.tsx';
import { PageDoor } from './page-door.tsx';
import { isOffice, route } from './router.ts';
import type { Session } from './session.ts';
import type { LateSetup } from './setup/late.ts';
import { t } from './words.ts';

/** A desk for as long as one operator, with the same sites, is signed in. */
export const AppModel = createModel((deps: { session: Session; openDesk(who: SignedIn): Desk }) => {
  const desk = signal<Desk | null>(null);
  effect(() => {
    const who = deps.session.who.value;
    if (!who) return;
    const opened = untracked(() => deps.openDesk(who));
    desk.value = opened;
    return () => {
      desk.value = null;
      opened[Symbol.dispose]();
    };
  });
  return { desk };
});
export type App = InstanceType<typeof AppModel>;

type Parts = { api: Api; app: App; session: Session; setup: LateSetup; connection: ConnectionDeps; language: Language };

export function AppView({ api, app, session, setup, connection, language }: Parts) {
  const desk = app.desk.value;
  const { page } = route.value;
  if (page === 'setup') {
    return (
      <PageDoor
        key={page}
        load={async () => {
          const [{ SetupPage }, model] = await Promise.all([import('./setup/page.tsx'), setup()]);
          return { SetupPage, model };
        }}
        show={({ SetupPage, model }) => <SetupPage setup={model} session={session} desk={desk} language={language} />}
      />
    );
  }
  switch (session.state.value) {
    case 'asking':
      return <main class="door" aria-busy="true" />;
    case 'unreachable':
      return (
        <main class="door">
          <div class="card">
            <Mark />
            <h1>{t('unreachable')}</h1>
            <p class="soft">{t('unreachable.text')}</p>
            <button class="button large" type="button" onClick={() => void session.ask()}>
              {t('tryAgain')}
            </button>
          </div>
        </main>
      );
    case 'out':
      return (
        <PageDoor
          key="out"
          words={[]}
          load={() => import('./sign-in.tsx')}
          show={({ SignIn }) => <SignIn session={session} language={language} />}
        />
      );
    case 'in':
      return page === 'desk' ? (
        desk && <DeskPage desk={desk} language={language} />
      ) : (
        <PageDoor
          key={page}
          words={isOffice(page) ? ['pages', 'office'] : ['pages']}
          load={() => import('./pages.tsx')}
          show={({ SignedInPage }) => (
            <SignedInPage page={page} api={api} session={session} connection={connection} desk={desk} />
          )}
        />
      );
  }
}
