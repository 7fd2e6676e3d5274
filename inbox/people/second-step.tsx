/** After the password: the code of one's app, or, where a site requires a second factor, setting one up. */
import { useSignal } from '@preact/signals';
import type { Enrolment } from '@touchline/shared/sessions.ts';
import { useEffect, useMemo } from 'preact/hooks';
import type { SignedIn } from '../api.ts';
import { LanguageChoice } from '../locale/choice.tsx';
import type { Language } from '../locale/model.ts';
import { Mark } from '../mark.tsx';
import { createAttempts } from '../office/attempts.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { CodeField } from './code-field.tsx';
import { Complaint } from './complaint.tsx';
import { Enrol } from './enrol.tsx';
import { stepRequests } from './me-requests.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import '../setup/setup.css';
import './people.css';

type Props = { session: Session };

export function SecondStepPage({ session, language }: Props & { language: Language }) {
  return (
    <main class="door" data-part="second-step">
      <div class="card">
        <Mark />
        <SecondStep session={session} />
        <LanguageChoice language={language} />
      </div>
    </main>
  );
}

export function SecondStep({ session }: Props) {
  const step = session.step.value;
  if (!step) return null;
  return step.next === 'code' ? (
    <Code session={session} ticket={step.ticket} />
  ) : (
    <Enrolling session={session} ticket={step.ticket} />
  );
}

function Code({ session, ticket }: Props & { ticket: string }) {
  const attempts = useMemo(createAttempts, []);
  const code = useSignal('');
  const byRecovery = useSignal(false);
  const problem = attempts.problem.value;
  return (
    <form
      class="steps"
      onSubmit={(event) => {
        event.preventDefault();
        void attempts.attempt(async () => session.enter(await stepRequests.byCode(ticket, code.value)));
      }}
    >
      <h1>{t('second.step')}</h1>
      <p class="soft">{t(byRecovery.value ? 'second.step.recovery' : 'second.step.text')}</p>
      <CodeField
        key={String(byRecovery.value)}
        value={code.value}
        set={(value) => (code.value = value)}
        problem={problem}
        label={t(byRecovery.value ? 'second.recovery' : 'second.code')}
        ofApp={!byRecovery.value}
        focused
      />
      <Complaint problem={over(problem)} at={['code']} />
      <button class="button primary large" type="submit" data-part="code-go" disabled={attempts.busy.value}>
        {t('signIn.go')}
      </button>
      <button
        class="button bare"
        type="button"
        data-part="by-recovery"
        onClick={() => {
          byRecovery.value = !byRecovery.value;
          code.value = '';
        }}
      >
        {t(byRecovery.value ? 'second.byApp' : 'second.byRecovery')}
      </button>
      <Back session={session} />
    </form>
  );
}

function Enrolling({ session, ticket }: Props & { ticket: string }) {
  const attempts = useMemo(createAttempts, []);
  const enrolment = useSignal<Enrolment | null>(null);
  const done = useSignal<{ who: SignedIn; codes: string[] } | null>(null);
  useEffect(() => {
    void attempts.attempt(async () => {
      enrolment.value = await stepRequests.beginEnrolment(ticket);
    });
  }, [ticket]);
  if (done.value) {
    const { who, codes } = done.value;
    return <RecoveryCodes codes={codes} done={() => session.enter(who)} />;
  }
  return (
    <>
      <h1>{t('second.required')}</h1>
      <p class="soft">{t('second.required.text')}</p>
      {enrolment.value ? (
        <Enrol
          enrolment={enrolment.value}
          attempts={attempts}
          confirm={(code) =>
            void attempts.attempt(async () => {
              const { recoveryCodes, ...who } = await stepRequests.confirmEnrolment(ticket, code);
              done.value = { who, codes: recoveryCodes };
            })
          }
          leave={() => session.back()}
        />
      ) : (
        <Complaint problem={over(attempts.problem.value)} />
      )}
    </>
  );
}

const Back = ({ session }: Props) => (
  <button class="button bare" type="button" onClick={() => session.back()}>
    {t('second.back')}
  </button>
);

/** A ticket that is spent is no page that is missing: the password is asked for again. */
function over<P extends { kind: string } | null>(problem: P): P {
  return problem?.kind === 'not-found' ? { ...problem, kind: 'ticket' } : problem;
}
