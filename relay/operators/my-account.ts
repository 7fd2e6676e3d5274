/**
 * What somebody settles about their own account. Whatever would outlast a borrowed inbox asks for the password again,
 * and, where there is a second factor, for that. Ended sessions are told at once, on every relay.
 */
import type { Enrolment, SessionRef } from '@touchline/shared/sessions.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Operator } from './operator-row.ts';
import { acceptable, hashPassword } from './passwords.ts';
import type { Profiles } from './profile.ts';
import type { OperatorService } from './service.ts';
import type { OperatorStore } from './store.ts';

export type MyAccount = ReturnType<typeof createMyAccount>;

type Deps = {
  store: Pick<OperatorStore, 'sessionsOf' | 'endSession' | 'endOtherSessions' | 'changePassword'>;
  operators: Pick<OperatorService, 'confirmPassword' | 'secondFactors'>;
  profiles: Pick<Profiles, 'sessionsEnded'>;
};
type Me = Pick<Operator, 'id' | 'email'>;
type Proof = { password: string; code: string };

const REQUIRED = 'A site of yours asks for a second factor.';

export function createMyAccount({ store, operators, profiles }: Deps) {
  const { secondFactors } = operators;

  async function proven(me: Me, { password, code }: Proof, address: string): Promise<void> {
    await operators.confirmPassword(me, password);
    await secondFactors.prove(me.id, code, address);
  }

  return {
    sessions: ({ id }: Me, token: string): Promise<SessionRef[]> => store.sessionsOf(id, token),

    async endSession({ id }: Me, session: string): Promise<void> {
      if (!(await store.endSession(id, session))) throw notFound();
      profiles.sessionsEnded(id);
    },

    async endOthers({ id }: Me, token: string): Promise<void> {
      await store.endOtherSessions(id, token, id);
      profiles.sessionsEnded(id);
    },

    /** Ends every other session: who knew the old one is out. */
    async changePassword(me: Me, asked: { password: string; newPassword: string }, token: string): Promise<void> {
      await operators.confirmPassword(me, asked.password);
      const hash = await hashPassword(acceptable(asked.newPassword, 'newPassword'));
      await store.changePassword(me.id, hash, token);
      profiles.sessionsEnded(me.id);
    },

    async beginSecondFactor(me: Me, password: string): Promise<Enrolment> {
      await operators.confirmPassword(me, password);
      return secondFactors.begin(me);
    },

    async renewCodes(me: Me, proof: Proof, address: string): Promise<string[]> {
      await proven(me, proof, address);
      return secondFactors.renewCodes(me.id);
    },

    async removeSecondFactor(me: Me, proof: Proof, address: string): Promise<void> {
      if (await secondFactors.isRequired(me.id)) throw new Refusal('forbidden', REQUIRED);
      await proven(me, proof, address);
      await secondFactors.remove(me.id, me.id);
    },
  };
}
