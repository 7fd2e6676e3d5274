/**
 * Who this browser speaks for, and whose stored text it may send.
 *
 *     nobody ──first send──▶ anonymous (a stored token) ──signs in, merged──▶ signed (a contact the relay named)
 *        ▲                         │                                             │
 *        └────────logout, or the relay names somebody else────────────────────────┘
 *
 * Nothing is stored for somebody who never wrote: the token of a mere look lives in memory. It is stored with the
 * first text, together with the conversation's id, so that even the first message of all may be repeated safely.
 */
import type { PlayerReady } from '@touchline/shared/down.ts';
import { newToken } from '@touchline/shared/wire.ts';
import type { Store } from './storage.ts';

const KEY = 'person';

export type Known = {
  /** Of an anonymous player, who has no `contact`. */
  token?: string | undefined;
  /** Of a signed player, who has no `token`. */
  contact?: string | undefined;
  /** Scope of the anonymous texts that became the signed player's. */
  was?: string | undefined;
  /** Shown first; others are in the list. */
  conversation?: string | undefined;
};
export type Proof = { token?: string; identity?: string };
export type Person = ReturnType<typeof createPerson>;

export function createPerson(store: Store) {
  let stored = store.get<Known>(KEY);
  let known: Known = stored ?? {};
  /** Of a look; stored with the first text. */
  let fresh = newToken();

  const person = {
    get conversation() {
      return known.conversation;
    },
    /** Whether this browser keeps anything of a player. */
    get isStored() {
      return !!stored;
    },
    /** A signed player whose proof the page has to bring: without one, connecting would make them somebody else. */
    get needsIdentity() {
      return !!known.contact;
    },
    /** Tags a text with its author. */
    scope: () => known.contact ?? scopeOf(known.token ?? fresh),

    owns: (scope: string) => scope === person.scope() || (!!known.was && scope === known.was),

    proof(identity: string | null | undefined): Proof {
      if (identity) return known.token ? { identity, token: known.token } : { identity };
      return { token: known.token ?? fresh };
    },

    /** What `ready` says about who we are. False: not who is stored here, whose things are to be forgotten. */
    settle({ contact, verified, conversations }: PlayerReady, { token }: Proof): boolean {
      const same = verified ? !known.contact || known.contact === contact : !known.contact;
      if (!same) person.forget();
      // A token that was not in the proof was made for a text since: the same player's.
      const spent = token ?? known.token;
      if (verified) known = { ...known, token: undefined, contact, was: spent ? scopeOf(spent) : known.was };
      if (stored || conversations.length) person.remember({ token: verified ? undefined : (known.token ?? fresh) });
      return same;
    },

    remember(change: Known) {
      known = stored = { ...known, ...change };
      store.set(KEY, known);
    },

    /** Before the first send. */
    begin(conversation: string) {
      person.remember(known.contact ? { conversation } : { conversation, token: known.token ?? fresh });
    },

    forget() {
      known = {};
      stored = undefined;
      fresh = newToken();
      store.remove(KEY);
    },

    /** Another tab, or another page while this one slept, may have changed who we are. */
    reread(): 'same' | 'joined' | 'other' {
      const now = store.get<Known>(KEY);
      const before = { stored, scope: person.scope() };
      stored = now;
      known = now ?? {};
      // Signed out there. The token made here for the first text was stored and is spent: it proves nobody any more.
      if (before.stored && !now) fresh = newToken();
      if (person.owns(before.scope)) return 'same';
      return before.stored ? 'other' : 'joined';
    },
  };
  return person;
}

/** Names a token without being one. */
function scopeOf(token: string): string {
  return `anon:${token.slice(0, 8)}`;
}
