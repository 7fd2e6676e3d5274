/** My second factor: setting it up, its recovery codes, and giving it up where no site asks for it. */
import { useSignal } from '@preact/signals';
import { t } from '../office/words.ts';
import { Field } from '../setup/field.tsx';
import { CodeField } from './code-field.tsx';
import { Complaint, complaintOf } from './complaint.tsx';
import { Enrol } from './enrol.tsx';
import type { Mine } from './me-model.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

export function MyFactor({ mine }: { mine: Mine }) {
  return (
    <section class="people-part" data-part="my-factor">
      <h2>{t('second')}</h2>
      <Part mine={mine} />
    </section>
  );
}

function Part({ mine }: { mine: Mine }) {
  const state = mine.state.value;
  const codes = mine.codes.value;
  const enrolment = mine.enrolment.value;
  if (codes) return <RecoveryCodes codes={codes} done={() => (mine.codes.value = null)} />;
  if (enrolment) {
    return (
      <div class="me-form">
        <Enrol
          enrolment={enrolment}
          attempts={mine.factor}
          confirm={(code) => void mine.confirm(code)}
          leave={mine.leaveEnrolment}
        />
      </div>
    );
  }
  if (!state) return <Complaint problem={mine.factor.problem.value} />;
  return state.isOn ? <On mine={mine} /> : <Off mine={mine} />;
}

function Off({ mine }: { mine: Mine }) {
  const password = useSignal('');
  const { problem, busy } = mine.factor;
  return (
    <form
      class="steps me-form"
      onSubmit={(event) => {
        event.preventDefault();
        void mine.begin(password.value);
      }}
    >
      <p class="soft">{t('second.off')}</p>
      <Field
        label={t('me.password.known')}
        value={password.value}
        set={(value) => (password.value = value)}
        problem={complaintOf(problem.value, 'password')}
        type="password"
        autocomplete="off"
        required
      />
      <Complaint problem={problem.value} at={['password']} />
      <button class="button primary" type="submit" data-part="factor-begin" disabled={busy.value}>
        {t('second.begin')}
      </button>
    </form>
  );
}

function On({ mine }: { mine: Mine }) {
  const state = mine.state.value;
  const wanted = useSignal<'codes' | 'remove' | null>(null);
  if (!state) return null;
  return (
    <>
      <p data-part="factor-on">
        {t('second.on')} {t('second.left', { count: state.codesLeft })}
      </p>
      {wanted.value ? (
        <Proof
          key={wanted.value}
          mine={mine}
          label={t(wanted.value === 'codes' ? 'second.renew' : 'second.remove')}
          go={(proof) => (wanted.value === 'codes' ? mine.renewCodes(proof) : mine.remove(proof))}
          leave={() => (wanted.value = null)}
        />
      ) : (
        <div class="people-actions">
          <button class="button" type="button" data-part="renew-codes" onClick={() => (wanted.value = 'codes')}>
            {t('second.renew')}
          </button>
          {!state.isRequired && (
            <button class="button" type="button" data-part="remove-factor" onClick={() => (wanted.value = 'remove')}>
              {t('second.remove')}
            </button>
          )}
        </div>
      )}
      {state.isRequired && <p class="soft">{t('second.isRequired')}</p>}
    </>
  );
}

type ProofProps = {
  mine: Mine;
  label: string;
  go(proof: { password: string; code: string }): Promise<boolean>;
  leave(): void;
};

/** Both: a borrowed inbox has neither. */
function Proof({ mine, label, go, leave }: ProofProps) {
  const password = useSignal('');
  const code = useSignal('');
  const { busy, problem } = mine.factor;
  const prove = async () => {
    if (await go({ password: password.value, code: code.value })) leave();
  };
  return (
    <form
      class="steps me-form"
      data-part="proof"
      onSubmit={(event) => {
        event.preventDefault();
        void prove();
      }}
    >
      <Field
        label={t('me.password.known')}
        value={password.value}
        set={(value) => (password.value = value)}
        problem={complaintOf(problem.value, 'password')}
        type="password"
        autocomplete="off"
        required
      />
      <CodeField
        value={code.value}
        set={(value) => (code.value = value)}
        problem={problem.value}
        label={t('second.code.either')}
        ofApp={false}
      />
      <Complaint problem={problem.value} at={['password', 'code']} />
      <div class="people-actions">
        <button class="button" type="button" onClick={leave}>
          {t('cancel')}
        </button>
        <button class="button primary" type="submit" data-part="proof-go" disabled={busy.value}>
          {label}
        </button>
      </div>
    </form>
  );
}
