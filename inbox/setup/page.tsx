/** First run, step by step. One table says which part is shown. */
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { LanguageChoice } from '../locale/choice.tsx';
import type { Language } from '../locale/model.ts';
import { Mark } from '../mark.tsx';
import { PageDoor } from '../page-door.tsx';
import { t } from '../page-words.ts';
import { hrefOf } from '../router.ts';
import type { Session } from '../session.ts';
import { Administrator } from './administrator.tsx';
import type { Setup, SetupStep } from './model.ts';
import { Script } from './script.tsx';
import { SiteForm } from './site.tsx';
import './setup.css';

type SetupPageProps = { setup: Setup; session: Session; desk: Desk | null; language: Language };

const STEPS: readonly SetupStep[] = ['administrator', 'site', 'script'];

export function SetupPage({ setup, session, desk, language }: SetupPageProps) {
  const step = setup.step.value;
  const token = setup.invitation.value;
  if (token) {
    return (
      <PageDoor
        key={token}
        words={['pages', 'office']}
        load={() => import('../people/invited.tsx')}
        show={({ InvitedPage }) => (
          <InvitedPage token={token} session={session} language={language} leave={setup.leaveInvitation} />
        )}
      />
    );
  }
  return (
    <main class="door" data-part="setup" data-step={step}>
      <div class={step === 'script' ? 'card wide' : 'card'}>
        {/* Who has just made the site goes on below. */}
        {((step === 'script' && !setup.identityKey.value) || setup.adding.value) && (
          <a
            class="back"
            href={hrefOf({ page: 'desk', view: null, conversation: null })}
            onClick={() => setup.add(false)}
          >
            <Icon name="back" flips />
            {t('connection.back')}
          </a>
        )}
        <Mark />
        {STEPS.includes(step) && <Progress at={STEPS.indexOf(step)} />}
        <Step setup={setup} desk={desk} step={step} />
        <LanguageChoice language={language} />
      </div>
    </main>
  );
}

function Step({ setup, desk, step }: { setup: Setup; desk: Desk | null; step: SetupStep }) {
  switch (step) {
    case 'checking':
      return <p class="soft">{t('setup.checking')}</p>;
    case 'unreachable':
      return (
        <>
          <p>{t('setup.unreachable')}</p>
          <button class="button large" type="button" onClick={() => void setup.checkAgain()}>
            {t('tryAgain')}
          </button>
        </>
      );
    case 'no-link':
      return (
        <>
          <h1>{t('setup.noLink')}</h1>
          <p class="soft">{t('setup.noLink.text')}</p>
          <pre class="code">npm run admin:link</pre>
          <a class="button large" href={hrefOf({ page: 'desk', view: null, conversation: null })}>
            {t('setup.toSignIn')}
          </a>
        </>
      );
    case 'administrator':
    case 'password':
      return <Administrator setup={setup} reset={step === 'password'} />;
    case 'invited':
      return null;
    case 'site':
      return <SiteForm setup={setup} />;
    case 'script':
      return <Script setup={setup} desk={desk} />;
  }
}

function Progress({ at }: { at: number }) {
  return (
    <ol class="progress" aria-label={t('setup.progress', { at: at + 1, of: STEPS.length })}>
      {STEPS.map((step, place) => (
        <li key={step} class={place <= at ? 'done' : ''} aria-current={place === at ? 'step' : undefined}>
          {t(`setup.step.${step as 'administrator' | 'site' | 'script'}`)}
        </li>
      ))}
    </ol>
  );
}
