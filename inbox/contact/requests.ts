import type { ContactCard, ContactNote, EarlierPage } from '@touchline/shared/contact.ts';
import type { BlockTerm, PersonalField } from '@touchline/shared/contact-terms.ts';
import { call } from '../api.ts';

/** What is asked of the relay about one player. */
export function contactRequests(contact: string) {
  const at = `contacts/${contact}`;
  return {
    card: async () => (await call<{ contact: ContactCard }>('GET', at)).contact,
    reveal: async (field: PersonalField, conversation: string) =>
      (await call<{ value: string }>('POST', `${at}/reveal`, { field, conversation })).value,
    block: async (term: BlockTerm, reason: string) =>
      (await call<{ contact: ContactCard }>('PUT', `${at}/block`, { term, reason })).contact,
    unblock: async () => (await call<{ contact: ContactCard }>('DELETE', `${at}/block`)).contact,
    notes: async () => (await call<{ notes: ContactNote[] }>('GET', `${at}/notes`)).notes,
    addNote: async (id: string, text: string) =>
      (await call<{ note: ContactNote }>('POST', `${at}/notes`, { id, text })).note,
    removeNote: (note: string) => call<void>('DELETE', `${at}/notes/${note}`),
    earlier: (before: string | null) =>
      call<EarlierPage>('GET', `${at}/conversations${before ? `?before=${encodeURIComponent(before)}` : ''}`),
  };
}
export type ContactRequests = ReturnType<typeof contactRequests>;
