/**
 * The people of one site, for programs: what an administrator of that site alone could do, whatever else its maker
 * administers. Accounts that also work for other brands are not touched but for what they are here; administrators are
 * neither made nor changed, because a key with which one could be invited would be worth more than all of its scopes.
 */
import type { Invitation, LinkMade, MemberChange, MemberDraft, Person } from '@touchline/shared/staff.ts';
import { notFound } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import { type Changed, type Changing, createChanging } from './changing.ts';
import type { InvitationStore } from './invitation-store.ts';
import { type Inviting, seenBy } from './inviting.ts';
import { administeredBy, narrowedTo, overseenBy, type Standing } from './reach.ts';
import { asSeenBy } from './service.ts';
import { standingOf } from './standing-store.ts';
import type { PeopleStore } from './store.ts';

export type Members = ReturnType<typeof createMembers>;

type Deps = {
  db: Database;
  store: Pick<PeopleStore, 'people'>;
  invitations: Pick<InvitationStore, 'open'>;
  invitingTo(siteId: string): Inviting;
  /** Tells everybody whom it concerns. */
  announce(changed: Changed): Promise<void>;
  announceDisabled(changed: Changed, isDisabled: boolean): Promise<void>;
};

const PAGE = 50;

export function createMembers({ db, store, invitations, invitingTo, announce, announceDisabled }: Deps) {
  const on = (siteId: string): Changing => createChanging(db, siteId);

  async function readerOn(
    siteId: string,
    operatorId: string,
    sites: (who: Standing) => Set<string>,
  ): Promise<Standing> {
    const actor = await standingOf(db, operatorId);
    if (!actor || !sites(actor).has(siteId)) throw notFound();
    return narrowedTo(siteId, actor);
  }

  return {
    /** Who came last stands first. `before`: the id of the last one of the page before. */
    async list(siteId: string, operatorId: string, before: string | undefined) {
      const reader = await readerOn(siteId, operatorId, overseenBy);
      const people = (await store.people([siteId], false)).sort((a, b) => (a.id < b.id ? 1 : -1));
      const rest = before ? people.filter(({ id }) => id < before) : people;
      const page = rest.slice(0, PAGE).map((person): Person => asSeenBy(reader, new Set([siteId]), person));
      return { people: page, next: rest.length > PAGE ? (page.at(-1)?.id ?? null) : null };
    },

    async change(siteId: string, actorId: string, personId: string, { role, ...asked }: MemberChange): Promise<void> {
      await announce(await on(siteId).save(actorId, personId, { ...asked, roles: [{ site: siteId, role }] }));
    },

    async setDisabled(siteId: string, actorId: string, personId: string, isDisabled: boolean): Promise<void> {
      await announceDisabled(await on(siteId).setDisabled(actorId, personId, isDisabled), isDisabled);
    },

    /** Open ones. */
    async invited(siteId: string, operatorId: string): Promise<Invitation[]> {
      const mine = administeredBy(await readerOn(siteId, operatorId, administeredBy));
      return (await invitations.open([siteId])).map((row) => seenBy(mine, row));
    },

    invite: (siteId: string, actorId: string, { role, ...draft }: MemberDraft): Promise<Invited> =>
      invitingTo(siteId).invite(actorId, { ...draft, roles: [{ site: siteId, role }] }),
    renew: (siteId: string, actorId: string, invitation: string): Promise<Invited> =>
      invitingTo(siteId).renew(actorId, invitation),
    withdraw: (siteId: string, actorId: string, invitation: string): Promise<void> =>
      invitingTo(siteId).withdraw(actorId, invitation),
  };
}

type Invited = { invitation: Invitation; link: LinkMade };
