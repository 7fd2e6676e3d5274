/**
 * The door. Says why it is shown again, and never whether it was the address or the password that was wrong. It comes when
 * somebody is signed out; most who open the inbox are not.
 */
import { useSignal } from '@preact/signals';
import { LanguageChoice } from './locale/choice.tsx';
import type { Language } from './locale/model.ts';
import { Mark } from './mark.tsx';
import { PageDoor } from './page-door.tsx';
import type { Session } from './session.ts';
import { t } from './words.ts';

type Props = { session: Session; language: Language };

export function SignIn(props: Props) {
  if (!props.session.step.value) return <Password {...props} />;
  return (
    <PageDoor
      words={['pages', 'office']}
      load={() => import('./people/second-step.tsx')}
      show={({ SecondStepPage }) => <SecondStepPage {...props} />}
    />
  );
}

function Password({ session, language }: Props) {
  const email = useSignal('');
  const password = useSignal('');
  const problem = session.problem.value;
  return (
    <main class="door" data-part="sign-in">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void session.signIn(email.value, password.value);
        }}
      >
        <Mark />
        <h1>{t('signIn')}</h1>
        {session.farewell.value && <p class="soft">{t('signIn.ended')}</p>}
        <div class="field">
          <label for="email">{t('field.email')}</label>
          <input
            class="input"
            id="email"
            type="email"
            autocomplete="username"
            required
            value={email.value}
            onInput={(event) => (email.value = event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="password">{t('field.password')}</label>
          <input
            class="input"
            id="password"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby="sign-in-problem"
            value={password.value}
            onInput={(event) => (password.value = event.currentTarget.value)}
          />
        </div>
        <p class="hint bad" id="sign-in-problem" role="alert">
          {problem === 'too-fast'
            ? t('signIn.too-fast', { seconds: session.retryAfterS.value ?? 60 })
            : problem && t(`signIn.${problem}`)}
        </p>
        <button class="button primary large" type="submit" disabled={session.busy.value}>
          {t('signIn.go')}
        </button>
        <LanguageChoice language={language} />
      </form>
    </main>
  );
}
