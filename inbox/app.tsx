/** Which page is shown: first run, the sign-in form, or the desk. */
import { createModel, effect, signal, untracked } from '@preact/signals';
import type { Api, SignedIn } from './api.ts';
import type { ConnectionChecks } from './connection/model.ts';
import { ConnectionPage } from './connection/page.tsx';
import type { Desk } from './desk.ts';
import { DeskPage } from './desk-page.tsx';
import type { Language } from './locale/model.ts';
import { Mark } from './mark.tsx';
import { RepliesDoor } from './replies/door.tsx';
import { route } from './router.ts';
import type { Session } from './session.ts';
import type { Setup } from './setup/model.ts';
import { SetupPage } from './setup/page.tsx';
import { SignIn } from './sign-in.tsx';
import { TranslationDoor } from './translation/door.tsx';
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

type Parts = { api: Api; app: App; session: Session; setup: Setup; checks: ConnectionChecks; language: Language };

export function AppView({ api, app, session, setup, checks, language }: Parts) {
  const desk = app.desk.value;
  if (route.value.page === 'setup') return <SetupPage setup={setup} desk={desk} language={language} />;
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
      return <SignIn session={session} language={language} />;
    case 'in':
      if (route.value.page === 'connection') return <ConnectionPage checks={checks} />;
      if (route.value.page === 'translation') return <TranslationDoor api={api} session={session} />;
      if (route.value.page === 'replies') return <RepliesDoor session={session} />;
      return desk && <DeskPage desk={desk} language={language} />;
  }
}
