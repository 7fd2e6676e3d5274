/** Everybody on the sites that one runs: who they are there, what they can answer, whether they are there. */
import { useEffect, useMemo } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { tOr } from '../words.ts';
import { Complaint } from './complaint.tsx';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { type People, PeopleModel } from './model.ts';
import { PersonDialog } from './person-dialog.tsx';
import { PersonRow } from './person-row.tsx';
import { peopleRequests } from './requests.ts';
import { Required } from './required.tsx';

export function PeopleList({ session }: { session: Session }) {
  const people = useMemo(() => new PeopleModel(peopleRequests), []);
  useEffect(() => {
    void people.load();
    return () => people[Symbol.dispose]();
  }, [people]);

  const staff = people.staff.value;
  if (!staff) return <Complaint problem={people.problem.value} />;
  return (
    <>
      <Head people={people} />
      <Table people={people} />
      <Invitations people={people} invitations={staff.invitations} />
      {people.mayInvite.value && <Required people={people} />}
      <PersonDialog people={people} myId={session.who.value?.operator.id} />
      <InviteDialog people={people} />
      <LinkDialog link={people.link} />
    </>
  );
}

function Head({ people }: { people: People }) {
  return (
    <>
      <div class="people-head">
        <input
          class="input"
          type="search"
          data-part="people-search"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={people.sought.value}
          onInput={(event) => (people.sought.value = event.currentTarget.value)}
        />
        {people.mayInvite.value && (
          <button
            class="button primary"
            type="button"
            data-part="invite-open"
            onClick={() => (people.inviting.value = true)}
          >
            <Icon name="plus" />
            {t('people.invite')}
          </button>
        )}
      </div>
      {!people.mayInvite.value && <p class="soft">{t('people.supervising')}</p>}
      <div role="status" data-part="people-status">
        {people.done.value && <p>{tOr(`people.done.${people.done.value}`, '')}</p>}
        {!people.draft.value && !people.inviting.value && people.problem.value && (
          <Complaint problem={people.problem.value} />
        )}
      </div>
    </>
  );
}

/** Of the last one a supervisor is told nothing. */
const COLUMNS = ['name', 'role', 'languages', 'capacity', 'presence', 'factor'] as const;

function Table({ people }: { people: People }) {
  const found = people.found.value;
  const columns = COLUMNS.filter((column) => column !== 'factor' || people.mayInvite.value);
  if (found.length === 0) return <p class="soft">{t('people.nobody')}</p>;
  return (
    <div class="people-rows">
      <table data-part="people-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`people.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.map((person) => (
            <PersonRow key={person.id} person={person} people={people} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
