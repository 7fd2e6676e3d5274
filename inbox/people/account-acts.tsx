/** What is done to an account as a whole. Whatever ends somebody's work asks once more. */
import { useSignal } from '@preact/signals';
import type { Person } from '@touchline/shared/staff.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { Field } from '../setup/field.tsx';
import { tOr } from '../words.ts';
import { complaintOf } from './complaint.tsx';
import type { People } from './model.ts';

type Props = { people: People; person: Person };

/** `isOwn`: what opens one's own account is changed with its password, and not from a window that was left open. */
export function AccountActs({ people, person, isOwn }: Props & { isOwn: boolean }) {
  const { id, isDisabled } = person;
  return (
    <section class="people-acts" aria-label={t('people.account')}>
      <h3>{t('people.account')}</h3>
      <p role="status">{people.done.value && tOr(`people.done.${people.done.value}`, '')}</p>
      {isOwn ? (
        <a href={hrefOf({ page: 'people', rest: 'me' })}>{t('people.me')}</a>
      ) : (
        <button
          class="button"
          type="button"
          data-part="password-link"
          disabled={people.busy.value}
          onClick={() => void people.passwordLink(person)}
        >
          {t('people.passwordLink')}
        </button>
      )}
      <button
        class="button"
        type="button"
        data-part="end-sessions"
        disabled={people.busy.value}
        onClick={() => void people.endSessions(id)}
      >
        {t('people.endSessions')}
      </button>
      {person.hasSecondFactor && !isOwn && <ResetFactor people={people} person={person} />}
      {isDisabled ? (
        <button
          class="button"
          type="button"
          data-part="enable"
          disabled={people.busy.value}
          onClick={() => void people.setDisabled(id, false)}
        >
          {t('people.enable')}
        </button>
      ) : (
        <Disable people={people} person={person} />
      )}
    </section>
  );
}

function Disable({ people, person }: Props) {
  const isSure = useSignal(false);
  return (
    <>
      <button
        class="button danger"
        type="button"
        data-part="disable"
        disabled={people.busy.value}
        aria-describedby="disable-why"
        onBlur={() => (isSure.value = false)}
        onClick={() => {
          if (isSure.value) void people.setDisabled(person.id, true);
          else isSure.value = true;
        }}
      >
        {t(isSure.value ? 'people.disable.sure' : 'people.disable')}
      </button>
      <p class="hint" id="disable-why">
        {t('people.disable.why')}
      </p>
    </>
  );
}

/** With one's own password: it takes half of what keeps the account its owner's. */
function ResetFactor({ people, person }: Props) {
  const password = useSignal<string | null>(null);
  if (password.value === null) {
    return (
      <button class="button" type="button" data-part="reset-factor" onClick={() => (password.value = '')}>
        {t('people.resetFactor')}
      </button>
    );
  }
  return (
    <form
      class="people-inline"
      onSubmit={(event) => {
        event.preventDefault();
        void people.resetSecondFactor(person.id, password.value ?? '');
      }}
    >
      <Field
        label={t('people.resetFactor.password')}
        hint={t('people.resetFactor.why')}
        value={password.value}
        set={(value) => (password.value = value)}
        problem={complaintOf(people.problem.value, 'password')}
        type="password"
        autocomplete="off"
        required
      />
      <button class="button danger" type="submit" data-part="reset-factor-go" disabled={people.busy.value}>
        {t('people.resetFactor')}
      </button>
    </form>
  );
}
