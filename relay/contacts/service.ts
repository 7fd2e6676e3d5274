/** Who a player is: what a hello proves, and what happens to an anonymous player who signs in. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { IdentityKey } from '@touchline/shared/people.ts';
import { Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { anonymousContactId, signedContactId } from './contact-id.ts';
import { verifyIdentity } from './identity.ts';
import type { Contact, ContactStore } from './store.ts';

/** At least one of the two. Together they join the anonymous player's conversations to the signed one's. */
export type Proof = { token?: string | undefined; identity?: string | undefined };
/** What has to be known of a site to know its players. */
export type PlayersSite = { id: string; key: string; identityKeys: readonly IdentityKey[] };
/** `merged`: the token of the proof is spent, now or before. `kid`: of the key that signed the identity. */
export type Identified = { contact: Contact; merged: boolean; kid: string | null };

export type ContactService = ReturnType<typeof createContactService>;

type Deps = {
  store: ContactStore;
  clock: Clock;
  log: Pick<Log, 'info'>;
  /** An anonymous player's conversations belong to somebody else now; their sockets must end. */
  merged(anonymousId: string, conversations: string[], signedId: string): void;
};

export function createContactService({ store, clock, log, merged }: Deps) {
  /** Throws when an anonymous player's token has been spent. */
  async function confirm({ siteId, id, externalId }: Contact): Promise<void> {
    if (externalId === null && (await store.isSpent(siteId, id))) {
      throw new Refusal('unauthenticated', 'This token proves nobody any more.');
    }
  }

  async function anonymous(site: PlayersSite, token: string): Promise<Identified> {
    const id = anonymousContactId(site.id, token);
    const contact = { id, siteId: site.id, externalId: null, name: null, attributes: {} };
    await confirm(contact);
    return { contact, merged: false, kid: null };
  }

  async function signed(site: PlayersSite, identity: string): Promise<{ contact: Contact; kid: string }> {
    try {
      const { dropped, kid, ...player } = await verifyIdentity(identity, site, clock);
      if (dropped) log.info({ site: site.key, dropped }, 'attributes of an identity token were not kept');
      return { contact: { id: await livingId(site.id, player.externalId), siteId: site.id, ...player }, kid };
    } catch (error) {
      // The player is told nothing; the site's developer reads why.
      log.info({ site: site.key, reason: String((error as Error).cause ?? error) }, 'an identity token was refused');
      throw error;
    }
  }

  async function livingId(siteId: string, externalId: string): Promise<string> {
    for (let erased = 0; ; erased++) {
      const id = signedContactId(siteId, externalId, erased);
      if (!(await store.isErased(id))) return id;
    }
  }

  return {
    /** Throws `unauthenticated` when the proof proves nothing. Writes nothing for a player who never wrote. */
    async identify(site: PlayersSite, { token, identity }: Proof): Promise<Identified> {
      if (!identity) {
        if (!token) throw new Refusal('unauthenticated', 'A hello carries a token or an identity.');
        return anonymous(site, token);
      }
      const { contact, kid } = await signed(site, identity);
      if (!token) {
        await store.refresh(contact);
        return { contact, merged: false, kid };
      }
      const anonymousId = anonymousContactId(site.id, token);
      const joined = await store.merge(contact, anonymousId);
      if (joined) merged(anonymousId, joined, contact.id);
      // A token that never wrote has nothing to give, and stays good for what it may write yet.
      return { contact, merged: joined !== null || (await store.isSpent(site.id, anonymousId)), kid };
    },

    confirm,

    save: store.save,
  };
}
