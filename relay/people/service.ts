/** The people of a site, for whoever runs it. Who may what is people.ts's; what changes is changed by changing.ts. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { AuditPage, LinkMade, Person, PersonChange, Staff } from '@touchline/shared/staff.ts';
import { createAudit } from '../audit/store.ts';
import { newToken } from '../operators/admission.ts';
import { hashed } from '../operators/operator-row.ts';
import { endSessions } from '../operators/session-store.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import type { Changed, Changing } from './changing.ts';
import type { InvitationStore } from './invitation-store.ts';
import { seenBy } from './inviting.ts';
import { administeredBy, overseenBy, reachOf, type Standing } from './reach.ts';
import { standingOf } from './standing-store.ts';
import type { PeopleStore, PersonSeen } from './store.ts';

export type PeopleService = ReturnType<typeof createPeopleService>;

type Deps = {
  db: Database;
  store: PeopleStore;
  invitations: InvitationStore;
  changing: Changing;
  clock: { now(): number };
  /** It counts at once: their inboxes, colleagues and routing learn it. */
  changed(operatorId: string, siteIds: string[]): Promise<void>;
  /** Ends every socket of theirs, on every relay. */
  revoke(operatorId: string): void;
  letGo(operatorId: string, siteIds: string[] | null): Promise<void>;
  /** Throws where it is not the actor's password. */
  confirmPassword(actor: { email: string }, password: string): Promise<void>;
};

const LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;

export function createPeopleService(deps: Deps) {
  const { db, store, changing, revoke } = deps;

  /** Whoever neither administers nor supervises anything finds nothing here. */
  async function reader(operatorId: string): Promise<Standing> {
    const actor = await standingOf(db, operatorId);
    if (!actor || (overseenBy(actor).size === 0 && !actor.isOwner)) throw notFound();
    return actor;
  }

  async function announce({ person, left }: Changed, also: string[] = []): Promise<void> {
    const siteIds = [...new Set([...person.roles.map(({ site }) => site), ...also])];
    await deps.changed(person.id, siteIds);
    if (left.length > 0) await deps.letGo(person.id, left);
  }

  /** Whoever may not any more is signed out first, whatever fails after it. */
  async function announceDisabled(done: Changed, isDisabled: boolean): Promise<void> {
    if (isDisabled) revoke(done.person.id);
    await announce(done);
    if (isDisabled) await deps.letGo(done.person.id, null);
  }

  async function administers(operatorId: string, siteId: string): Promise<void> {
    const actor = await standingOf(db, operatorId);
    if (!actor || !administeredBy(actor).has(siteId)) throw notFound();
  }

  return {
    announce,
    announceDisabled,

    async look(operatorId: string): Promise<Staff> {
      const actor = await reader(operatorId);
      const [overseen, mine] = [overseenBy(actor), administeredBy(actor)];
      const [sites, people, invitations] = await Promise.all([
        store.sites(operatorId),
        store.people([...overseen], actor.isOwner),
        deps.invitations.open([...mine]),
      ]);
      return {
        isOwner: actor.isOwner,
        sites,
        people: people.map((person) => asSeenBy(actor, overseen, person)),
        invitations: invitations.map((row) => seenBy(mine, row)),
      };
    },

    async save(actorId: string, personId: string, change: PersonChange): Promise<void> {
      await announce(
        await changing.save(actorId, personId, change),
        change.roles.map(({ site }) => site),
      );
    },

    async setDisabled(actorId: string, personId: string, isDisabled: boolean): Promise<void> {
      await announceDisabled(await changing.setDisabled(actorId, personId, isDisabled), isDisabled);
    },

    /** A link to a new password, told once; the one before leads nowhere. The second factor stays what it is. */
    async passwordLink(actorId: string, personId: string): Promise<LinkMade> {
      if (actorId === personId) throw ownAccount();
      const token = newToken();
      await changing.act(actorId, personId, 'person.password-link', async (tx) => {
        await tx.query(`delete from admin_links where purpose = 'password' and operator_id = $1 and spent_at is null`, [
          personId,
        ]);
        await tx.query(
          `insert into admin_links (token_hash, purpose, operator_id, expires_at)
           values ($1, 'password', $2, now() + make_interval(secs => $3))`,
          [hashed(token), personId, LINK_LIFETIME_MS / 1000],
        );
      });
      return { token, expiresAt: deps.clock.now() + LINK_LIFETIME_MS };
    },

    /** With the actor's own password, because it takes half of what keeps an account its owner's. */
    async resetSecondFactor(actor: { id: string; email: string }, personId: string, password: string): Promise<void> {
      if (actor.id === personId) throw ownAccount();
      await deps.confirmPassword(actor, password);
      const done = await changing.act(actor.id, personId, 'person.second-factor-reset', async (tx) => {
        await tx.query('delete from second_factors where operator_id = $1', [personId]);
        await tx.query('delete from recovery_codes where operator_id = $1', [personId]);
      });
      await announce(done);
    },

    async endSessions(actorId: string, personId: string): Promise<void> {
      await changing.act(actorId, personId, 'person.sessions-ended', (tx) => endSessions(tx, personId, null));
      revoke(personId);
    },

    async requireSecondFactor(actorId: string, siteId: string, roles: OperatorRole[]): Promise<void> {
      await administers(actorId, siteId);
      await db.transaction(async (tx) => {
        const { rows } = await tx.query<{ before: OperatorRole[] }>(
          'select second_factor_for as before from sites where id = $1 for no key update',
          [siteId],
        );
        const before = rows[0]?.before ?? [];
        await tx.query('update sites set second_factor_for = $2 where id = $1', [siteId, roles]);
        await createAudit(tx)('site.second-factor', actorId, siteId, {
          before: { secondFactorFor: before },
          after: { secondFactorFor: roles },
        });
      });
    },

    async audit(operatorId: string, siteId: string, before: number | null): Promise<AuditPage> {
      await administers(operatorId, siteId);
      return store.audit(siteId, before);
    },
  };
}

/** What would be a way around the proofs that their own account asks for, at an inbox that was left open. */
function ownAccount(): Refusal {
  return new Refusal('forbidden', 'Your own password and second factor are changed under your account.');
}

/** Nothing of sites that the reader does not oversee; of the account only what an administrator needs. */
export function asSeenBy(actor: Standing, overseen: Set<string>, person: PersonSeen): Person {
  const reach = reachOf(actor, person);
  const isTheirs = reach !== 'nothing';
  return {
    ...person,
    reach,
    email: isTheirs ? person.email : null,
    hasSecondFactor: isTheirs ? person.hasSecondFactor : null,
    roles: person.roles.filter(({ site }) => overseen.has(site)),
  };
}
