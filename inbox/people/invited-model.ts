/** Accepting an invitation: as somebody new, or with the account that there is already. */
import { createModel, signal } from '@preact/signals';
import type { Invited } from '@touchline/shared/staff.ts';
import { ApiError } from '../api.ts';
import { createAttempts } from '../office/attempts.ts';
import type { Session } from '../session.ts';
import { invitedRequests } from './requests.ts';

type Deps = { token: string; session: Session; leave(): void };

export const InvitedModel = createModel(({ token, session, leave }: Deps) => {
  const attempts = createAttempts();
  /** `over`: used, withdrawn, or older than a week. */
  const invited = signal<Invited | 'asking' | 'over' | 'unreachable'>('asking');

  return {
    ...attempts,
    invited,
    async load() {
      invited.value = 'asking';
      invited.value = await invitedRequests
        .check(token)
        .catch((error) => (error instanceof ApiError && error.kind === 'not-found' ? 'over' : 'unreachable'));
    },
    acceptAsNew: (name: string, password: string) =>
      attempts.attempt(async () => {
        const answer = await invitedRequests.asNew({ token, name, password });
        leave();
        session.admit(answer);
      }),
    /** Asked anew, so that the desk knows the new site. */
    acceptAsMyself: () =>
      attempts.attempt(async () => {
        await invitedRequests.asMyself(token);
        leave();
        await session.ask();
      }),
  };
});
export type InvitedHere = InstanceType<typeof InvitedModel>;
