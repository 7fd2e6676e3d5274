/**
 * What operators learn about a player, and what they may do about one. Who the reader is on the player's own site
 * decides: supervisors and administrators read what is personal as it is, because they answer for it and their work is
 * to look; operators ask for each value, and it is written down with who asked.
 */
import type { ContactCard, ContactNote, EarlierPage } from '@touchline/shared/contact.ts';
import {
  BLOCK_TERMS,
  BLOCK_TERMS_OF_OPERATORS,
  type BlockTerm,
  PERSONAL_FIELDS,
  type PersonalField,
} from '@touchline/shared/contact-terms.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Attributes } from './attributes.ts';
import type { Access, CardRow, CardStore } from './card-store.ts';
import type { NoteStore } from './note-store.ts';

export type CardService = ReturnType<typeof createCardService>;

type Deps = {
  store: CardStore;
  notes: NoteStore;
  earlier(access: Access, before: string | undefined): Promise<EarlierPage>;
  /** As texts of messages are judged: cards are masked. Throws a `Refusal` for what is none. */
  acceptable(text: string): string;
  /** Their block has changed: of these conversations the rows look different. */
  blockChanged(contact: { id: string; siteId: string }, conversations: string[]): void;
};

export function createCardService({ store, notes, earlier, acceptable, blockChanged }: Deps) {
  /** A player of another site and one who does not exist are the same. */
  async function access(operatorId: string, contactId: string): Promise<Access> {
    const found = await store.access(operatorId, contactId);
    if (!found) throw notFound();
    return found;
  }

  async function cardOf(may: Access): Promise<ContactCard> {
    const row = await store.card(may);
    if (!row) throw notFound();
    return contactCard(may, row);
  }

  async function changed(may: Access): Promise<ContactCard> {
    blockChanged(may, await store.conversationsShown(may));
    return cardOf(may);
  }

  return {
    card: async (operatorId: string, contactId: string) => cardOf(await access(operatorId, contactId)),

    earlier: async (operatorId: string, contactId: string, before: string | undefined) =>
      earlier(await access(operatorId, contactId), before),

    async reveal(
      operatorId: string,
      contactId: string,
      asked: { field: PersonalField; conversation?: string | undefined; reason?: string | undefined },
    ): Promise<{ value: string }> {
      const may = await access(operatorId, contactId);
      const { field, conversation = null } = asked;
      const value = await store.reveal(may, {
        field,
        conversation,
        reason: asked.reason ? acceptable(asked.reason) : null,
      });
      if (value === null) throw notFound();
      return { value };
    },

    async block(operatorId: string, contactId: string, { term, reason }: { term: BlockTerm; reason: string }) {
      const may = await access(operatorId, contactId);
      if (!termsOf(may).includes(term)) throw new Refusal('forbidden', 'Only a supervisor may block for so long.');
      const done = await store.block(may, { term, reason: acceptable(reason), mayReplace: mayReplace(may) });
      if (!done) throw untouchable();
      return changed(may);
    },

    async unblock(operatorId: string, contactId: string) {
      const may = await access(operatorId, contactId);
      if (!(await store.unblock(may, mayReplace(may)))) throw untouchable();
      return changed(may);
    },

    async notes(operatorId: string, contactId: string): Promise<ContactNote[]> {
      const may = await access(operatorId, contactId);
      return (await notes.list(may)).map((note) => ({ ...note, mayDelete: mayDelete(may, note) }));
    },

    async addNote(operatorId: string, contactId: string, note: { id: string; text: string }): Promise<ContactNote> {
      const may = await access(operatorId, contactId);
      const added = await notes.add(may, { id: note.id, text: acceptable(note.text) });
      if (!added) throw new Refusal('conflict', 'There is another note with this id.');
      return { ...added, mayDelete: true };
    },

    async removeNote(operatorId: string, contactId: string, note: string): Promise<void> {
      const may = await access(operatorId, contactId);
      if (!(await notes.remove(may, note, overOthers(may)))) throw notFound();
    },
  };
}

const overOthers = ({ role }: Access) => role !== 'operator';
const mayDelete = (may: Access, note: { by: { id: string } }) => overOthers(may) || note.by.id === may.operator.id;
const termsOf = (may: Access) => (overOthers(may) ? BLOCK_TERMS : BLOCK_TERMS_OF_OPERATORS);
/** An operator does not undo, or shorten, what somebody else has decided. */
const mayReplace = (may: Access) => (by: string | null) => by === null || overOthers(may) || by === may.operator.id;
const untouchable = () => new Refusal('forbidden', 'Somebody else has blocked this player; ask a supervisor.');

function contactCard(may: Access, row: CardRow): ContactCard {
  const { claims } = row;
  return {
    id: may.id,
    site: may.siteId,
    name: row.name,
    verified: row.externalId !== null,
    externalId: row.externalId,
    tier: claims.tier ?? null,
    kyc: claims.kyc ?? null,
    currency: claims.currency ?? null,
    country: claims.country ?? null,
    registeredAt: claims.registeredAt ?? null,
    personal: personalFor(may, claims),
    balanceAt: claims.balanceAt ?? null,
    device: row.device,
    page: row.page,
    firstSeen: row.firstSeen.getTime(),
    lastSeen: row.lastSeen.getTime(),
    conversations: row.conversations,
    block: blockOf(may, row),
    blockTerms: [...termsOf(may)],
  };
}

function personalFor(may: Access, claims: Attributes): ContactCard['personal'] {
  const there = PERSONAL_FIELDS.filter((field) => claims[field] !== undefined);
  return Object.fromEntries(there.map((field) => [field, overOthers(may) ? String(claims[field]) : null]));
}

function blockOf(may: Access, row: CardRow): ContactCard['block'] {
  const { blockedUntil: until, blockedBy: by } = row;
  if (until === null || !by) return null;
  return {
    until: Number.isFinite(until) ? Math.round(until) : null,
    reason: row.blockReason ?? '',
    by: { id: by, name: row.blockedByName ?? '' },
    mayLift: mayReplace(may)(by),
  };
}
