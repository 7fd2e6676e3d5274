/** An invitation for somebody who has an account: they prove that it is theirs as they always do, and join. */
import { useSignal } from '@preact/signals';
import type { Invited } from '@touchline/shared/staff.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { Field } from '../setup/field.tsx';
import { Complaint } from './complaint.tsx';
import type { InvitedHere } from './invited-model.ts';
import { SecondStep } from './second-step.tsx';

type Props = { model: InvitedHere; invited: Invited; session: Session };

export function Known({ model, invited, session }: Props) {
  const me = session.who.value?.operator;
  if (session.step.value) return <SecondStep session={session} />;
  if (!me) return <SignInHere invited={invited} session={session} />;
  if (me.email !== invited.email) {
    return (
      <>
        <p class="soft">{t('join.other', { email: invited.email, me: me.email })}</p>
        <button class="button large" type="button" onClick={() => void session.signOut()}>
          {t('account.signOut')}
        </button>
      </>
    );
  }
  return (
    <>
      <p class="soft">{t('join.known', { email: invited.email })}</p>
      <Complaint problem={model.problem.value} />
      <button
        class="button primary large"
        type="button"
        data-part="join-as-me"
        disabled={model.busy.value}
        onClick={() => void model.acceptAsMyself()}
      >
        {t('join.go')}
      </button>
    </>
  );
}

function SignInHere({ invited, session }: Omit<Props, 'model'>) {
  const password = useSignal('');
  const problem = session.problem.value;
  return (
    <form
      class="steps"
      onSubmit={(event) => {
        event.preventDefault();
        void session.signIn(invited.email, password.value);
      }}
    >
      <p class="soft">{t('join.signIn')}</p>
      <Field
        label={t('field.email')}
        value={invited.email}
        set={() => {}}
        type="email"
        autocomplete="username"
        readOnly
      />
      <Field
        label={t('field.password')}
        value={password.value}
        set={(value) => (password.value = value)}
        problem={problem === 'wrong' ? t('signIn.wrong') : undefined}
        type="password"
        autocomplete="off"
        required
      />
      <p class="hint bad" role="alert">
        {problem === 'too-fast'
          ? t('signIn.too-fast', { seconds: session.retryAfterS.value ?? 60 })
          : problem && problem !== 'wrong' && t(`signIn.${problem}`)}
      </p>
      <button class="button primary large" type="submit" disabled={session.busy.value}>
        {t('signIn.go')}
      </button>
    </form>
  );
}
