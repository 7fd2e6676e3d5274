/** One person, to be changed: what they are on the sites that one administers, and, beside it, acts on the account. */
import type { Person } from '@touchline/shared/staff.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../office/words.ts';
import { Field } from '../setup/field.tsx';
import { Switch } from '../switch.tsx';
import { AccountActs } from './account-acts.tsx';
import { Complaint, complaintOf } from './complaint.tsx';
import type { Draft, People } from './model.ts';
import { SkillFields } from './skills.tsx';

/** `myId`: of who looks. */
export function PersonDialog({ people, myId }: { people: People; myId: string | undefined }) {
  const person = people.person.value;
  const draft = people.draft.value;
  return (
    <Dialog shown={person !== null} title={person?.name ?? ''} class="person-dialog" close={() => people.open(null)}>
      {person && draft && (
        <>
          <Form people={people} person={person} draft={draft} />
          {person.reach === 'everything' ? (
            <AccountActs people={people} person={person} isOwn={person.id === myId} />
          ) : (
            <p class="soft">{t('people.shared')}</p>
          )}
        </>
      )}
    </Dialog>
  );
}

function Form({ people, person, draft }: { people: People; person: Person; draft: Draft }) {
  const problem = people.problem.value;
  const isConflict = problem?.kind === 'conflict';
  return (
    <form
      class="steps"
      data-part="person-form"
      onSubmit={(event) => {
        event.preventDefault();
        void people.save();
      }}
    >
      <p class="soft">{person.email}</p>
      <Field
        label={t('people.name')}
        hint={t('people.name.hint')}
        value={draft.name}
        set={(name) => people.write({ name })}
        problem={complaintOf(problem, 'name')}
        maxLength={80}
        readOnly={person.reach !== 'everything'}
        required
      />
      <SkillFields
        skills={draft}
        sites={people.administered.value}
        set={(change) => people.write(change as Partial<Draft>)}
      />
      {people.amOwner.value && (
        <Switch label={t('people.owner.switch')} on={draft.isOwner} set={(isOwner) => people.write({ isOwner })}>
          <span class="soft">{t('people.owner.why')}</span>
        </Switch>
      )}
      <Complaint problem={problem} at={['name']} />
      {isConflict && (
        <button class="button" type="button" data-part="person-reload" onClick={() => void people.reload()}>
          {t('people.reload')}
        </button>
      )}
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => people.open(null)}>
          {t('cancel')}
        </button>
        <button
          class="button primary"
          type="submit"
          data-part="person-save"
          disabled={people.busy.value || !people.isTouched.value}
        >
          {t('spoken.save')}
        </button>
      </div>
    </form>
  );
}
