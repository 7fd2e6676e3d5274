/** Signing in and out, and the one-time links by which an installation gets its administrator. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorRole, OperatorSelf, SiteRef } from '@touchline/shared/people.ts';
import { newId } from '@touchline/shared/wire.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { createLimiter } from '../platform/limits.ts';
import { type Admission, createAdmission, newToken } from './admission.ts';
import type { Operator } from './operator-row.ts';
import { acceptable, hashPassword, verifyPassword } from './passwords.ts';
import { createSecondFactors } from './second-factors.ts';
import type { From } from './session-store.ts';
import type { OperatorStore } from './store.ts';

const LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;
const TOO_MANY = 'Too many attempts; wait a while.';
const WRONG = 'The password is wrong.';

export type SignedIn = { operator: OperatorSelf; sites: SiteRef[] };
export type OperatorService = ReturnType<typeof createOperatorService>;

type Deps = {
  store: OperatorStore;
  clock: Clock;
  /** Ends the sockets of one operator, everywhere; `over`: only those whose own session is over. */
  revoke(operatorId: string, which?: 'over'): void;
};

export function createOperatorService({ store, clock, revoke }: Deps) {
  // Ten wrong passwords for one account, or a hundred from one address, and signing in waits a quarter of an hour.
  const byAccount = createLimiter(10, 15 * 60, TOO_MANY);
  const byAddress = createLimiter(100, 15 * 60, TOO_MANY);
  // Verified against when there is no such account, so that the answer takes as long.
  const decoy = hashPassword('nobody has this password');

  async function describe(operator: Operator): Promise<SignedIn> {
    const sites = await store.sites(operator.id);
    const { id, name, email, languages } = operator;
    return { operator: { id, name, email, languages, role: highestRole(operator, sites) }, sites };
  }

  const secondFactors = createSecondFactors(store.secondFactors);
  const admission = createAdmission({ store, secondFactors, describe });

  return {
    ...admission,
    secondFactors,
    revoke,

    async signIn(email: string, password: string, from: From): Promise<Admission<SignedIn>> {
      const account = email.trim().toLowerCase();
      await byAddress.consume(from.address);
      await byAccount.consume(account);
      const operator = await store.byEmail(email);
      const right = await verifyPassword(password, operator?.passwordHash ?? (await decoy));
      if (!operator || !right) throw new Refusal('unauthenticated', 'The address or the password is wrong.');
      await byAccount.forgive(account);
      // An office behind one address must not lock itself out by working.
      await byAddress.refund(from.address);
      return admission.admit(operator, from);
    },

    /** Throws unless it is theirs. Whoever sits down at an open inbox is not let at the account itself. */
    async confirmPassword({ email }: Pick<Operator, 'email'>, password: string): Promise<void> {
      await byAccount.consume(email);
      const operator = await store.byEmail(email);
      if (!operator || !(await verifyPassword(password, operator.passwordHash))) {
        throw new Refusal('bad-request', WRONG, { fields: { password: WRONG } });
      }
      await byAccount.forgive(email);
    },

    async signOut(token: string): Promise<void> {
      const operator = await store.bySession(token);
      await store.closeSession(token);
      if (operator) revoke(operator.id, 'over');
    },

    bySession: (token: string | undefined) => (token ? store.bySession(token) : Promise.resolve(null)),
    describe,

    /** A link's token for the first administrator, or null when there is one already. */
    async firstRunToken(): Promise<string | null> {
      if (await store.hasAdministrator()) return null;
      const token = newToken();
      await store.createLink(token, 'first-run', null, LINK_LIFETIME_MS);
      return token;
    },

    /**
     * A link's token with which an administrator sets a new password; null when there is no such administrator. Where
     * phone and codes are lost, too, whoever runs the server takes the second factor away with it.
     */
    async passwordToken(email: string | null, { withoutSecondFactor = false } = {}): Promise<string | null> {
      const operator = await store.administratorByEmail(email);
      if (!operator) return null;
      if (withoutSecondFactor) await secondFactors.remove(operator.id, null);
      const token = newToken();
      await store.createLink(token, 'password', operator.id, LINK_LIFETIME_MS);
      return token;
    },

    async checkLink(token: string): Promise<{ purpose: 'first-run' | 'password'; email: string | null }> {
      const link = await store.findLink(token);
      if (!link) throw notFound();
      return { purpose: link.purpose, email: link.email };
    },

    /** Spends the link: makes the administrator, or gives the one it names a new password. */
    async useLink(
      token: string,
      person: { name?: string | undefined; email?: string | undefined; password: string },
      from: From | null = null,
    ): Promise<Admission<SignedIn>> {
      const link = await store.findLink(token);
      if (!link) throw notFound();
      const { name, email } = person;
      if (link.purpose === 'first-run' && !(name && email)) {
        throw new Refusal('bad-request', 'The first administrator needs a name and an address.');
      }
      const passwordHash = await hashPassword(acceptable(person.password));
      if (link.purpose === 'password' && link.operatorId && link.email) {
        if (!(await store.newPassword(token, link.operatorId, passwordHash))) throw notFound();
        revoke(link.operatorId);
        const operator = await store.byEmail(link.email);
        if (!operator) throw notFound();
        return admission.admit(operator, from);
      }
      const operator = {
        id: newId(clock.now()),
        name: name ?? '',
        email: email ?? '',
        languages: {},
        isAdministrator: true,
      };
      if (!(await store.firstAdministrator(token, { ...operator, passwordHash }))) throw notFound();
      return admission.admit(operator, from);
    },
  };
}

function highestRole(operator: Operator, sites: SiteRef[]): OperatorRole {
  const roles = sites.map((site) => site.role);
  if (operator.isAdministrator || roles.includes('admin')) return 'admin';
  return roles.includes('supervisor') ? 'supervisor' : 'operator';
}
