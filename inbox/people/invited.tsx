/** What a link of an invitation leads to: who invites to what, and the way in, for somebody new or known. */
import { useSignal } from '@preact/signals';
import type { Invited } from '@touchline/shared/staff.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { LanguageChoice } from '../locale/choice.tsx';
import { listed } from '../locale/lists.ts';
import type { Language } from '../locale/model.ts';
import { Mark } from '../mark.tsx';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { Field } from '../setup/field.tsx';
import { strengthOf } from '../setup/suggest.ts';
import { Complaint, complaintOf } from './complaint.tsx';
import { Known } from './invited-known.tsx';
import { type InvitedHere, InvitedModel } from './invited-model.ts';
import '../setup/setup.css';
import './people.css';

type Props = { token: string; session: Session; language: Language; leave(): void };

export function InvitedPage({ token, session, language, leave }: Props) {
  const model = useMemo(() => new InvitedModel({ token, session, leave }), [token]);
  useEffect(() => {
    void model.load();
    return () => model[Symbol.dispose]();
  }, [model]);
  return (
    <main class="door" data-part="invited">
      <div class="card">
        <Mark />
        <Step model={model} session={session} leave={leave} />
        <LanguageChoice language={language} />
      </div>
    </main>
  );
}

function Step({ model, session, leave }: { model: InvitedHere } & Pick<Props, 'session' | 'leave'>) {
  const invited = model.invited.value;
  if (invited === 'asking') return <p class="soft">{t('setup.checking')}</p>;
  if (invited === 'unreachable') {
    return (
      <>
        <p>{t('setup.unreachable')}</p>
        <button class="button large" type="button" onClick={() => void model.load()}>
          {t('tryAgain')}
        </button>
      </>
    );
  }
  if (invited === 'over') {
    return (
      <>
        <h1>{t('join.over')}</h1>
        <p class="soft">{t('join.over.text')}</p>
        <button class="button large" type="button" onClick={leave}>
          {t('setup.toSignIn')}
        </button>
      </>
    );
  }
  return (
    <>
      <h1>{t('join', { sites: listed(invited.sites) })}</h1>
      {invited.hasAccount ? (
        <Known model={model} invited={invited} session={session} />
      ) : (
        <Newcomer model={model} invited={invited} />
      )}
    </>
  );
}

function Newcomer({ model, invited }: { model: InvitedHere; invited: Invited }) {
  const name = useSignal(invited.name);
  const password = useSignal('');
  const problem = model.problem.value;
  const strength = strengthOf(password.value, [name.value, invited.email.split('@')[0] ?? '']);
  return (
    <form
      class="steps"
      onSubmit={(event) => {
        event.preventDefault();
        void model.acceptAsNew(name.value.trim(), password.value);
      }}
    >
      <p class="soft">{t('join.new')}</p>
      <Field
        label={t('field.email')}
        value={invited.email}
        set={() => {}}
        type="email"
        autocomplete="username"
        readOnly
      />
      <Field
        label={t('field.name')}
        hint={t('field.name.hint')}
        value={name.value}
        set={(value) => (name.value = value)}
        problem={complaintOf(problem, 'name')}
        autocomplete="name"
        maxLength={80}
        required
      />
      <Field
        label={t('field.password')}
        hint={t(`strength.${strength}`)}
        value={password.value}
        set={(value) => (password.value = value)}
        problem={complaintOf(problem, 'password')}
        type="password"
        autocomplete="new-password"
        minLength={12}
        maxLength={200}
        required
      />
      <Complaint problem={problem} at={['name', 'password']} />
      <button class="button primary large" type="submit" data-part="join-go" disabled={model.busy.value}>
        {t('join.go')}
      </button>
    </form>
  );
}
