/** Which page is shown: first run, the sign-in form, or the desk. */
import { createModel, effect, signal } from '@preact/signals';
import { Desk } from './desk-page.tsx';
import type { Desk as DeskOfOperator } from './desk.ts';
import { route } from './router.ts';
import type { Session } from './session.ts';
import type { Setup } from './setup/model.ts';
import { SetupPage } from './setup/page.tsx';
import { SignIn } from './sign-in.tsx';
import { t } from './words.ts';

/** A desk for as long as somebody is signed in. */
export const AppModel = createModel(
  (deps: { session: Session; openDesk(): DeskOfOperator; openSetup(): Setup }) => {
    const desk = signal<DeskOfOperator | null>(null);
    effect(() => {
      if (deps.session.state.value !== 'in') return;
      const opened = deps.openDesk();
      desk.value = opened;
      return () => {
        desk.value = null;
        opened[Symbol.dispose]();
      };
    });
    return { desk, session: deps.session, setup: deps.openSetup() };
  },
);
export type App = InstanceType<typeof AppModel>;
void [Desk, SetupPage, SignIn, route, t];
