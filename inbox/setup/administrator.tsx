/** The first operator, or a new password for one who lost it. */
import { useSignal } from '@preact/signals';
import { t } from '../page-words.ts';
import { tOr } from '../words.ts';
import { complaint } from './complaint.ts';
import { Field } from './field.tsx';
import type { Setup } from './model.ts';
import { strengthOf } from './suggest.ts';

export function Administrator({ setup, reset }: { setup: Setup; reset: boolean }) {
  const name = useSignal('');
  const email = useSignal(setup.link.value?.email ?? '');
  const password = useSignal('');
  const strength = strengthOf(password.value, [name.value, email.value.split('@')[0] ?? '']);
  const problem = setup.problem.value;

  return (
    <form
      class="steps"
      onSubmit={(event) => {
        event.preventDefault();
        const address = email.value.trim();
        void setup.setAdministrator({
          name: reset ? address : name.value.trim(),
          email: address,
          password: password.value,
        });
      }}
    >
      <h1>{t(reset ? 'setup.password' : 'setup.administrator')}</h1>
      <p class="soft">{reset ? t('setup.password.text', { email: email.value }) : t('setup.administrator.text')}</p>
      {!reset && (
        <Field
          label={t('field.name')}
          hint={t('field.name.hint')}
          value={name.value}
          set={(value) => (name.value = value)}
          problem={complaint(problem, 'name')}
          autocomplete="name"
          maxLength={80}
          required
        />
      )}
      <Field
        label={t('field.email')}
        value={email.value}
        set={(value) => (email.value = value)}
        problem={complaint(problem, 'email')}
        type="email"
        autocomplete="username"
        maxLength={200}
        readOnly={reset}
        required
      />
      <Field
        label={t(reset ? 'field.newPassword' : 'field.password')}
        hint={t(`strength.${strength}`)}
        value={password.value}
        set={(value) => (password.value = value)}
        problem={complaint(problem, 'password')}
        type="password"
        autocomplete="new-password"
        minLength={12}
        maxLength={200}
        required
      />
      <p class="hint bad" role="alert">
        {problem && Object.keys(problem.fields).length === 0 && tOr(`problem.${problem.kind}`, t('problem.internal'))}
      </p>
      <button class="button primary large" type="submit" disabled={setup.busy.value}>
        {t(reset ? 'setup.password.go' : 'setup.continue')}
      </button>
    </form>
  );
}
