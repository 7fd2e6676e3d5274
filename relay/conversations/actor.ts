/** Who does something with a conversation, what they may see, and by which name it is written down. */
import type { Author, OperatorRef } from '@touchline/shared/conversation.ts';
import type { Contact } from '../contacts/store.ts';
import type { Page } from './conversation-row.ts';
import type { KnownConversation } from './store.ts';
import type { Reader } from './views.ts';

/** A player is bound to one site; an operator to those they are a member of. */
export type Actor =
  | { kind: 'player'; contact: Contact; language: string; languageChosen: boolean; page: Page | null }
  | {
      kind: 'operator';
      operator: OperatorRef;
      languages: readonly string[];
      siteIds: ReadonlySet<string>;
      /** Of these, where they are more than an operator. */
      supervises: ReadonlySet<string>;
      /** What players of a site call them, by the site, where that is not their name. */
      aliases: ReadonlyMap<string, string>;
    };

export function mayUse(actor: Actor, { siteId, contactId }: KnownConversation): boolean {
  if (actor.kind === 'operator') return actor.siteIds.has(siteId);
  return actor.contact.siteId === siteId && actor.contact.id === contactId;
}

/** The log holds the name that the players of the site read, and no other: what is not in it cannot get out. */
export function authorOf(actor: Actor, siteId: string): Author {
  return actor.kind === 'player' ? { kind: 'player' } : { kind: 'operator', ...operatorOn(actor, siteId) };
}

export function operatorOn({ operator, aliases }: Actor & { kind: 'operator' }, siteId: string): OperatorRef {
  return { id: operator.id, name: aliases.get(siteId) ?? operator.name };
}

/** Whose eyes an operator's are on a site; a player's are not told apart. */
export function readerOn(actor: Actor, siteId: string): Reader | undefined {
  if (actor.kind === 'player') return undefined;
  return { id: actor.operator.id, supervises: actor.supervises.has(siteId) };
}
