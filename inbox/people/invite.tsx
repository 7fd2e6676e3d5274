/** Inviting somebody: who they are, and what they will be. A link comes of it. */
import { useSignal } from '@preact/signals';
import { Dialog } from '../dialog.tsx';
import { t } from '../office/words.ts';
import { Field } from '../setup/field.tsx';
import { Complaint, complaintOf } from './complaint.tsx';
import type { People } from './model.ts';
import { SkillFields, type Skills } from './skills.tsx';

export function InviteDialog({ people }: { people: People }) {
  const close = () => {
    people.inviting.value = false;
    people.problem.value = null;
  };
  return (
    <Dialog shown={people.inviting.value} title={t('people.invite')} class="person-dialog" close={close}>
      <Form people={people} close={close} />
    </Dialog>
  );
}

function Form({ people, close }: { people: People; close(): void }) {
  const sites = people.administered.value;
  const email = useSignal('');
  const name = useSignal('');
  const skills = useSignal<Skills>({
    roles: sites.slice(0, 1).map(({ id }) => ({ site: id, role: 'operator' })),
    languages: {},
    topics: null,
    capacity: 4,
  });
  const problem = people.problem.value;
  const roles = skills.value.roles.flatMap(({ site, role }) => (role ? [{ site, role }] : []));
  return (
    <form
      class="steps"
      data-part="invite-form"
      onSubmit={(event) => {
        event.preventDefault();
        void people.invite({ ...skills.value, roles, email: email.value.trim(), name: name.value.trim() });
      }}
    >
      <p class="soft">{t('people.invite.text')}</p>
      <Field
        label={t('field.email')}
        value={email.value}
        set={(value) => (email.value = value)}
        problem={complaintOf(problem, 'email')}
        type="email"
        autocomplete="off"
        maxLength={200}
        required
      />
      <Field
        label={t('people.name')}
        value={name.value}
        set={(value) => (name.value = value)}
        problem={complaintOf(problem, 'name')}
        autocomplete="off"
        maxLength={80}
        required
      />
      <SkillFields
        skills={skills.value}
        sites={sites}
        set={(change) => (skills.value = { ...skills.value, ...change })}
      />
      <Complaint problem={problem} at={['email', 'name']} />
      <div class="dialog-actions">
        <button class="button" type="button" onClick={close}>
          {t('cancel')}
        </button>
        <button
          class="button primary"
          type="submit"
          data-part="invite-go"
          disabled={people.busy.value || roles.length === 0}
        >
          {t('people.invite.go')}
        </button>
      </div>
    </form>
  );
}
