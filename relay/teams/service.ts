/** Who keeps the teams of a site: its supervisors and administrators. To everybody else of the site they are names. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import { TEAMS_MAX, type Team, type TeamChange } from '@touchline/shared/teams.ts';
import { isTaken, notFound, Refusal } from '../platform/errors.ts';
import type { TeamStore } from './store.ts';

export type TeamService = ReturnType<typeof createTeamService>;

type Deps = {
  store: TeamStore;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
  /** Whom what waits may go to is another matter now. */
  changed(siteId: string): void;
};

export function createTeamService({ store, sitesOf, changed }: Deps) {
  /** A site that is not theirs, one that does not exist, and one where they may not are the same. */
  async function authorise(siteId: string, operatorId: string): Promise<void> {
    const site = (await sitesOf(operatorId)).find(({ id }) => id === siteId);
    if (!site || site.role === 'operator') throw notFound();
  }

  return {
    async list(siteId: string, operatorId: string): Promise<Team[]> {
      await authorise(siteId, operatorId);
      return store.list(siteId);
    },

    /** Throws `conflict` where somebody else has changed it meanwhile, or another one has the name. */
    async save(siteId: string, id: string, change: TeamChange, operatorId: string): Promise<Team> {
      await authorise(siteId, operatorId);
      const members = [...new Set(change.members)];
      if (!(await store.areOnSite(siteId, members))) {
        throw refused('bad-request', 'members', 'A member of a team is an operator of the site.');
      }
      if (change.version === 0 && (await store.count(siteId)) >= TEAMS_MAX) {
        throw new Refusal('bad-request', `A site has at most ${TEAMS_MAX} teams.`);
      }
      const saved = await store.save(siteId, id, { ...change, members }, operatorId).catch((error) => {
        throw isTaken(error) ? refused('conflict', 'name', `There is a team “${change.name}” already.`) : error;
      });
      if (!saved) await refuse(siteId, id);
      changed(siteId);
      return { id, name: change.name, members: members.sort(), version: change.version + 1 };
    },

    async remove(siteId: string, id: string, version: number, operatorId: string): Promise<void> {
      await authorise(siteId, operatorId);
      if (!(await store.remove(siteId, id, version, operatorId))) await refuse(siteId, id);
      changed(siteId);
    },
  };

  async function refuse(siteId: string, id: string): Promise<never> {
    if (await store.byId(siteId, id)) throw new Refusal('conflict', 'Somebody else has changed it: look again.');
    throw notFound();
  }
}

function refused(kind: 'bad-request' | 'conflict', field: string, sentence: string): Refusal {
  return new Refusal(kind, sentence, { fields: { [field]: sentence } });
}
