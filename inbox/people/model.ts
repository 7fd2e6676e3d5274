/**
 * The people of the sites that somebody runs: as the relay has them, and the one that is being changed. What somebody
 * else has changed meanwhile is not overwritten: the relay refuses (`conflict`), and the form can be filled anew.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { LinkMade, Person, PersonChange, Staff } from '@touchline/shared/staff.ts';
import { createAttempts } from '../office/attempts.ts';
import type { PeopleRequests } from './requests.ts';

export type Draft = Omit<PersonChange, 'version'>;
/** A link that was just made, for whom: told once. */
export type MadeLink = LinkMade & { kind: 'invitation' | 'password'; name: string };

export const PeopleModel = createModel((requests: PeopleRequests) => {
  const attempts = createAttempts();
  const staff = signal<Staff | null>(null);
  const sought = signal('');
  const chosen = signal<string | null>(null);
  /** Of the person that is open, as it was when it was opened. */
  const opened = signal<Person | null>(null);
  const draft = signal<Draft | null>(null);
  const inviting = signal(false);
  const link = signal<MadeLink | null>(null);
  const done = signal<string | null>(null);

  const person = computed(() => staff.value?.people.find(({ id }) => id === chosen.value) ?? null);
  const administered = computed(() => staff.value?.sites.filter(({ role }) => role === 'admin') ?? []);
  const found = computed(() => {
    const words = folded(sought.value).split(/\s+/).filter(Boolean);
    return (staff.value?.people ?? []).filter(({ name, email }) =>
      words.every((word) => folded(`${name} ${email ?? ''}`).includes(word)),
    );
  });

  const read = async () => {
    staff.value = await requests.look();
  };
  const change = (said: string | null, work: () => Promise<unknown>) => {
    done.value = null;
    return attempts.attempt(async () => {
      await work();
      await read();
      done.value = said;
    });
  };
  const open = (id: string | null) => {
    chosen.value = id;
    opened.value = person.value;
    draft.value = opened.value && draftOf(opened.value);
    attempts.problem.value = null;
    // What has just been done is still said when the form is gone.
    if (id) done.value = null;
  };

  return {
    ...attempts,
    staff,
    sought,
    found,
    person,
    draft,
    administered,
    inviting,
    link,
    done,
    amOwner: computed(() => staff.value?.isOwner ?? false),
    /** Nothing here is theirs to change: a supervisor looks. */
    mayInvite: computed(() => administered.value.length > 0),
    isTouched: computed(
      () => draft.value !== null && opened.value !== null && !same(draft.value, draftOf(opened.value)),
    ),
    load: () => attempts.attempt(read),
    open,
    write(change: Partial<Draft>) {
      if (draft.value) draft.value = { ...draft.value, ...change };
    },
    save: () => {
      const [before, after] = [opened.value, draft.value];
      if (!before || !after) return Promise.resolve(false);
      return change('saved', () => requests.save(before.id, { ...after, version: before.version })).then((saved) => {
        if (saved) open(null);
        return saved;
      });
    },
    /** As the relay has them, instead of what was written here. */
    async reload() {
      await attempts.attempt(read);
      open(chosen.value);
    },
    setDisabled: (id: string, isDisabled: boolean) =>
      change(isDisabled ? 'disabled' : 'enabled', () => requests.setDisabled(id, isDisabled)).then((did) => {
        if (did) open(null);
      }),
    endSessions: (id: string) => change('sessions', () => requests.endSessions(id)),
    resetSecondFactor: (id: string, password: string) =>
      change('factor', () => requests.resetSecondFactor(id, password)),
    passwordLink: ({ id, name }: Person) =>
      change(null, async () => {
        link.value = { ...(await requests.passwordLink(id)), kind: 'password', name };
      }).then((did) => {
        if (did) open(null);
      }),
    invite: (form: Parameters<PeopleRequests['invite']>[0]) =>
      change(null, async () => {
        const made = await requests.invite(form);
        inviting.value = false;
        link.value = { ...made.link, kind: 'invitation', name: made.invitation.name };
      }),
    renew: (id: string) =>
      change(null, async () => {
        const made = await requests.renew(id);
        link.value = { ...made.link, kind: 'invitation', name: made.invitation.name };
      }),
    withdraw: (id: string) => change('withdrawn', () => requests.withdraw(id)),
    requireSecondFactor: (site: string, roles: Parameters<PeopleRequests['requireSecondFactor']>[1]) =>
      change('saved', () => requests.requireSecondFactor(site, roles)),
  };
});
export type People = InstanceType<typeof PeopleModel>;

function draftOf({ name, roles, languages, topics, capacity, isOwner }: Person): Draft {
  return { name, roles, languages, topics, capacity, isOwner };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
