/**
 * Inviting by a link, which whoever invites hands over: the relay sends no mail. It is told once, works once and for a
 * week. An address that has an account already gives nothing away: who invites cannot tell, and who accepts signs in as
 * they always do. All under the lock of people, so that nobody invites with a right that is being taken from them.
 */
import { INVITATION_PREFIX } from '@touchline/shared/invitation-link.ts';
import { plainName } from '@touchline/shared/names.ts';
import type { Invitation, InvitationDraft, Invited, LinkMade, RoleOnSite } from '@touchline/shared/staff.ts';
import { newId } from '@touchline/shared/wire.ts';
import type pg from 'pg';
import { createAudit } from '../audit/store.ts';
import { type Admission, newToken } from '../operators/admission.ts';
import { acceptable, hashPassword } from '../operators/passwords.ts';
import type { OperatorService, SignedIn } from '../operators/service.ts';
import type { From } from '../operators/session-store.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import { ofAdministrators } from './changing.ts';
import type { InvitationRow, InvitationStore } from './invitation-store.ts';
import { administeredBy, narrowedTo } from './reach.ts';
import { standingOf } from './standing-store.ts';

export type Inviting = ReturnType<typeof createInviting>;

type Deps = {
  db: Database;
  store: InvitationStore;
  clock: { now(): number };
  admit: OperatorService['admit'];
  /** Somebody answers on these sites from now on. */
  joined(operatorId: string, siteIds: string[]): Promise<void>;
  /** By somebody who acts on that site alone, and invites no administrators to it. */
  only?: string;
};

const TAKEN = {
  here: 'Somebody with this address answers on one of these sites already.',
  invited: 'This address has been invited already: make a new link for that invitation.',
};

export function createInviting({ db, store, clock, admit, joined, only }: Deps) {
  const asAdministrator = <Result>(actorId: string, work: (tx: pg.PoolClient, mine: Set<string>) => Promise<Result>) =>
    db.transaction(async (tx) => {
      await tx.query('select lock_people()');
      const actor = await standingOf(tx, actorId);
      return work(tx, actor ? administeredBy(only ? narrowedTo(only, actor) : actor) : new Set());
    });

  async function linked(tx: pg.PoolClient, mine: Set<string>, id: string, token: string) {
    const row = await store.byId(tx, id);
    if (!row) throw notFound();
    return { invitation: seenBy(mine, row), link: { token, expiresAt: row.expiresAt.getTime() } };
  }

  async function found(tx: pg.PoolClient, mine: Set<string>, id: string): Promise<InvitationRow> {
    const row = await store.byId(tx, id);
    if (!row?.roles.some(({ site }) => mine.has(site))) throw notFound();
    if (only) refuseAdministrators(row.roles);
    return row;
  }

  return {
    invite: (actorId: string, draft: InvitationDraft): Promise<{ invitation: Invitation; link: LinkMade }> =>
      asAdministrator(actorId, async (tx, mine) => {
        const email = draft.email.trim().toLowerCase();
        const sites = draft.roles.map(({ site }) => site);
        if (new Set(sites).size < sites.length) throw new Refusal('bad-request', 'A site has one role.');
        if (!sites.every((site) => mine.has(site))) throw notFound();
        if (only) refuseAdministrators(draft.roles);
        const taken = await store.takenOn(tx, email, sites);
        if (taken) throw new Refusal('conflict', TAKEN[taken], { fields: { email: taken } });
        const [id, token] = [newId(clock.now()), INVITATION_PREFIX + newToken()];
        await store.create(tx, id, token, { ...draft, email }, actorId);
        for (const { site, role } of draft.roles) {
          await createAudit(tx)('invitation.sent', actorId, site, { invitation: id, email, name: draft.name, role });
        }
        return linked(tx, mine, id, token);
      }),

    renew: (actorId: string, id: string): Promise<{ invitation: Invitation; link: LinkMade }> =>
      asAdministrator(actorId, async (tx, mine) => {
        const row = await found(tx, mine, id);
        if (!row.roles.every(({ site }) => mine.has(site))) {
          throw new Refusal('forbidden', 'It is an invitation to sites that are not yours, too.');
        }
        const token = INVITATION_PREFIX + newToken();
        await store.renew(tx, id, token, actorId);
        await writeDown(tx, 'invitation.renewed', actorId, row);
        return linked(tx, mine, id, token);
      }),

    /** Whoever administers one of its sites may: nobody comes to a site against its administrators. */
    withdraw: (actorId: string, id: string): Promise<void> =>
      asAdministrator(actorId, async (tx, mine) => {
        const row = await found(tx, mine, id);
        await store.withdraw(tx, id);
        await writeDown(tx, 'invitation.withdrawn', actorId, row);
      }),

    async check(token: string): Promise<Invited> {
      const invitation = await store.byToken(token);
      if (!invitation) throw notFound();
      const { id: _, ...said } = invitation;
      return said;
    },

    /** By somebody who has no account; they have one then, and are let in. */
    async acceptAsNew(
      token: string,
      person: { name: string; password: string },
      from: From,
    ): Promise<Admission<SignedIn>> {
      // Before the password costs anything.
      const invitation = await store.byToken(token);
      if (!invitation || invitation.hasAccount) throw notFound();
      const passwordHash = await hashPassword(acceptable(person.password));
      const id = newId(clock.now());
      return admit(await store.acceptAsNew(token, { id, name: plainName(person.name), passwordHash }), from);
    },

    /** By who is signed in, with the address that was invited. */
    async acceptAs(token: string, operatorId: string): Promise<void> {
      const sites = await store.acceptAs(token, operatorId);
      if (!sites) throw notFound();
      await joined(operatorId, sites);
    },
  };
}

/** A link to be one is a way around whatever its maker was kept to. */
function refuseAdministrators(roles: readonly RoleOnSite[]): void {
  if (roles.some(({ role }) => role === 'admin')) throw ofAdministrators();
}

/** As an administrator of `mine` reads it: what they do not run they do not see. */
export function seenBy(mine: ReadonlySet<string>, row: InvitationRow): Invitation {
  return {
    ...row,
    roles: row.roles.filter(({ site }) => mine.has(site)),
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    isWhole: row.roles.every(({ site }) => mine.has(site)),
  };
}

async function writeDown(tx: pg.PoolClient, act: string, actorId: string, row: InvitationRow): Promise<void> {
  const { id: invitation, email, name } = row;
  for (const { site } of row.roles) await createAudit(tx)(act, actorId, site, { invitation, email, name });
}
