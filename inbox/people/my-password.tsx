import { useSignal } from '@preact/signals';
import { t } from '../office/words.ts';
import { Field } from '../setup/field.tsx';
import { strengthOf } from '../setup/suggest.ts';
import { Complaint, complaintOf } from './complaint.tsx';
import type { Mine } from './me-model.ts';

export function MyPassword({ mine, email }: { mine: Mine; email: string }) {
  const known = useSignal('');
  const wanted = useSignal('');
  const problem = mine.password.problem.value;
  const change = async () => {
    if (!(await mine.changePassword({ password: known.value, newPassword: wanted.value }))) return;
    known.value = wanted.value = '';
  };
  return (
    <section class="people-part">
      <h2>{t('me.password')}</h2>
      <p class="soft">{t('me.password.text')}</p>
      <form
        class="steps me-form"
        data-part="my-password"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <input class="hidden" type="email" autocomplete="username" value={email} readOnly tabIndex={-1} aria-hidden />
        <Field
          label={t('me.password.known')}
          value={known.value}
          set={(value) => (known.value = value)}
          problem={complaintOf(problem, 'password')}
          type="password"
          autocomplete="off"
          required
        />
        <Field
          label={t('field.newPassword')}
          hint={t(`strength.${strengthOf(wanted.value, [email.split('@')[0] ?? ''])}`)}
          value={wanted.value}
          set={(value) => (wanted.value = value)}
          problem={complaintOf(problem, 'newPassword')}
          type="password"
          autocomplete="new-password"
          minLength={12}
          maxLength={200}
          required
        />
        <Complaint problem={problem} at={['password', 'newPassword']} />
        <p role="status">{mine.changed.value && t('me.password.changed')}</p>
        <button class="button primary" type="submit" data-part="password-go" disabled={mine.password.busy.value}>
          {t('me.password.go')}
        </button>
      </form>
    </section>
  );
}
