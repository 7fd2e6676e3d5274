import { useSignal } from '@preact/signals';
import { Dialog } from '../dialog.tsx';
import { t } from '../office/words.ts';
import { Field } from '../setup/field.tsx';
import { Complaint, complaintOf } from './complaint.tsx';
import type { TeamsKept } from './teams-model.ts';

/** As the relay's schema has it, which is not in the bundle. */
const TEAM_NAME_MAX_CHARACTERS = 60;

export function TeamDialog({ kept }: { kept: TeamsKept }) {
  const draft = kept.draft.value;
  const title = draft?.version === 0 ? t('teams.add') : t('teams.change');
  return (
    <Dialog shown={draft !== null} title={title} class="person-dialog" close={() => kept.open(null)}>
      {draft && <Form key={draft.version} kept={kept} />}
    </Dialog>
  );
}

function Form({ kept }: { kept: TeamsKept }) {
  const isSure = useSignal(false);
  const draft = kept.draft.value;
  const problem = kept.problem.value;
  if (!draft) return null;
  const isMoved = problem?.kind === 'not-found' || (problem?.kind === 'conflict' && !problem.fields.name);
  return (
    <form
      class="steps"
      data-part="team-form"
      onSubmit={(event) => {
        event.preventDefault();
        void kept.save();
      }}
    >
      <Field
        label={t('teams.name')}
        value={draft.name}
        set={(name) => kept.write({ name })}
        problem={complaintOf(problem, 'name') && t('teams.name.taken')}
        maxLength={TEAM_NAME_MAX_CHARACTERS}
        autocomplete="off"
        required
      />
      <fieldset class="people-fields people-grid">
        <legend class="label">{t('teams.members')}</legend>
        {kept.people.value.map(({ id, name }) => (
          <label key={id} class="people-check">
            <input
              type="checkbox"
              checked={draft.members.includes(id)}
              onChange={(event) => {
                const others = draft.members.filter((one) => one !== id);
                kept.write({ members: event.currentTarget.checked ? [...others, id] : others });
              }}
            />
            <bdi>{name}</bdi>
          </label>
        ))}
      </fieldset>
      <Complaint problem={isMoved ? { kind: 'conflict', fields: {} } : problem} at={['name']} />
      {isMoved && (
        <button class="button" type="button" data-part="team-reload" onClick={() => void kept.reload()}>
          {t('people.reload')}
        </button>
      )}
      <div class="dialog-actions">
        {draft.version > 0 && (
          <button
            class="button danger"
            type="button"
            data-part="team-delete"
            onBlur={() => (isSure.value = false)}
            onClick={() => {
              if (isSure.value) void kept.remove();
              else isSure.value = true;
            }}
          >
            {t(isSure.value ? 'teams.delete.sure' : 'replies.delete')}
          </button>
        )}
        <button class="button" type="button" onClick={() => kept.open(null)}>
          {t('cancel')}
        </button>
        <button
          class="button primary"
          type="submit"
          data-part="team-save"
          disabled={kept.busy.value || !draft.name.trim()}
        >
          {t('spoken.save')}
        </button>
      </div>
    </form>
  );
}
