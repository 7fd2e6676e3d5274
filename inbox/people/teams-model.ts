/** Keeping the teams of a site. A team that somebody else changed meanwhile is read again before it is changed here. */
import { computed, createModel, signal } from '@preact/signals';
import type { Staff } from '@touchline/shared/staff.ts';
import type { Team } from '@touchline/shared/teams.ts';
import { call } from '../api.ts';
import { createAttempts } from '../office/attempts.ts';
import type { Session } from '../session.ts';

type Deps = { session: Session; newId(): string };

export const TeamsModel = createModel(({ session, newId }: Deps) => {
  const attempts = createAttempts();
  const sites = computed(() => session.who.value?.sites.filter(({ role }) => role !== 'operator') ?? []);
  const chosenSite = signal<string | null>(null);
  const site = computed(() => sites.value.find(({ id }) => id === chosenSite.value) ?? sites.value[0] ?? null);
  const teams = signal<readonly Team[] | null>(null);
  const people = signal<Staff['people']>([]);
  const draft = signal<Team | (Omit<Team, 'version'> & { version: 0 }) | null>(null);

  const path = (team = '') => `sites/${site.value?.id}/teams${team && `/${team}`}`;
  const read = async () => {
    const asked = site.value?.id;
    if (!asked) return;
    const [answer, staff] = await Promise.all([call<{ teams: Team[] }>('GET', path()), call<Staff>('GET', 'people')]);
    if (site.value?.id !== asked) return;
    teams.value = answer.teams;
    people.value = staff.people.filter(({ roles }) => roles.some((one) => one.site === asked));
  };
  const settle = async (work: () => Promise<unknown>) => {
    const did = await attempts.attempt(async () => {
      await work();
      await read();
    });
    if (did) draft.value = null;
  };

  return {
    ...attempts,
    ...{ sites, site, teams, people, draft },
    load: () => attempts.attempt(read),
    chooseSite(id: string) {
      chosenSite.value = id;
      teams.value = draft.value = null;
      return attempts.attempt(read);
    },
    open(team: Team | null) {
      attempts.problem.value = null;
      draft.value = team;
    },
    begin() {
      attempts.problem.value = null;
      draft.value = { id: newId(), name: '', members: [], version: 0 };
    },
    write(change: Partial<Pick<Team, 'name' | 'members'>>) {
      if (draft.value) draft.value = { ...draft.value, ...change };
    },
    save: () =>
      settle(async () => {
        const { id, name, members, version } = draft.value as Team;
        await call('PUT', path(id), { name: name.trim(), members, version });
      }),
    remove: () =>
      settle(async () => {
        const { id, version } = draft.value as Team;
        await call('DELETE', `${path(id)}?version=${version}`);
      }),
    /** As the relay has it; null where it is gone. */
    async reload() {
      const id = draft.value?.id;
      await attempts.attempt(read);
      draft.value = teams.value?.find((one) => one.id === id) ?? null;
    },
  };
});
export type TeamsKept = InstanceType<typeof TeamsModel>;
