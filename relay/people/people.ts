/** The people of a site, put together. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Log as ConversationLog } from '../conversations/log.ts';
import type { Profiles } from '../operators/profile.ts';
import type { OperatorService } from '../operators/service.ts';
import type { Database } from '../platform/postgres.ts';
import { createChanging } from './changing.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { createInvitationStore } from './invitation-store.ts';
import { createInviting } from './inviting.ts';
import { createLettingGo } from './letting-go.ts';
import { memberRoutes } from './member-routes.ts';
import { createMembers } from './members.ts';
import { peopleRoutes } from './routes.ts';
import { createPeopleService } from './service.ts';
import { createPeopleStore } from './store.ts';

type Deps = {
  db: Database;
  clock: Clock;
  /** Postgres's time. */
  wall: { now(): number };
  /** A node silent for longer is dead. */
  silentMs: number;
  operators: OperatorService;
  profiles: Pick<Profiles, 'changed'>;
  submit: ConversationLog['submit'];
};

export function createPeople({ db, clock, wall, silentMs, operators, profiles, submit }: Deps) {
  const invitations = createInvitationStore(db);
  const ofInviting = { db, store: invitations, clock, admit: operators.admit, joined: profiles.changed };
  const inviting = createInviting(ofInviting);
  const store = createPeopleStore(db, silentMs);
  const service = createPeopleService({
    ...{ db, invitations, revoke: operators.revoke },
    store,
    changing: createChanging(db),
    clock: wall,
    changed: profiles.changed,
    letGo: createLettingGo({ db, submit }),
    confirmPassword: operators.confirmPassword,
  });
  const members = createMembers({
    ...{ db, store, invitations },
    invitingTo: (only) => createInviting({ ...ofInviting, only }),
    announce: service.announce,
    announceDisabled: service.announceDisabled,
  });
  return {
    routes:
      (operator: (request: FastifyRequest) => Promise<{ id: string; email: string }>) =>
      async (scope: FastifyInstance): Promise<void> => {
        await scope.register((own) => peopleRoutes(own, { service, operator }));
        await scope.register((own) => invitationRoutes(own, { inviting, operator }));
        await scope.register((own) => memberRoutes(own, { members, operator }));
      },
  };
}
