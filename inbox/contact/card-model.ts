/**
 * One player's card, while it is on the screen: thrown away with it, so that what was uncovered of one conversation's
 * player is covered again when it is left.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { ContactCard, ContactNote, EarlierConversation } from '@touchline/shared/contact.ts';
import type { BlockTerm, PersonalField } from '@touchline/shared/contact-terms.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { ContactRequests } from './requests.ts';

type Deps = { requests: ContactRequests; conversation(): string | null; now(): number };
/** What could not be done, beside which it is said. */
export type Trouble = 'card' | 'reveal' | 'notes' | 'block' | 'earlier';

export const CardModel = createModel(({ requests, conversation, now }: Deps) => {
  const card = signal<ContactCard | null>(null);
  const uncovered = signal<Partial<Record<PersonalField, string>>>({});
  const notes = signal<readonly ContactNote[]>([]);
  const draft = signal('');
  const earlier = signal<readonly EarlierConversation[]>([]);
  const next = signal<string | null>(null);
  const trouble = signal<Trouble | null>(null);
  const busy = signal<Trouble | null>(null);
  const blocking = signal<{ term: BlockTerm; reason: string } | null>(null);
  /** The same one again where it is not known whether it arrived. */
  let noteId = newId(now());

  /** One at a time of a kind: a second press is the same wish. */
  async function tried(what: Trouble, work: () => Promise<void>): Promise<void> {
    if (busy.peek() === what) return;
    busy.value = what;
    if (trouble.peek() === what) trouble.value = null;
    try {
      await work();
    } catch {
      trouble.value = what;
    }
    if (busy.peek() === what) busy.value = null;
  }

  return {
    card,
    notes,
    draft,
    earlier: computed(() => earlier.value.filter(({ id }) => id !== conversation())),
    more: computed(() => next.value !== null),
    trouble,
    busy,
    blocking,
    /** Null: covered. Undefined: the site signs no such thing. */
    valueOf: (field: PersonalField): string | null | undefined => {
      const shown = card.value?.personal[field];
      return shown === null ? (uncovered.value[field] ?? null) : shown;
    },
    load: () =>
      tried('card', async () => {
        const [about, written, page] = await Promise.all([requests.card(), requests.notes(), requests.earlier(null)]);
        card.value = about;
        notes.value = written;
        earlier.value = page.conversations;
        next.value = page.next;
      }),
    reveal: (field: PersonalField) =>
      tried('reveal', async () => {
        const value = await requests.reveal(field, conversation() ?? '');
        uncovered.value = { ...uncovered.peek(), [field]: value };
      }),
    write(text: string) {
      draft.value = text;
    },
    addNote: () =>
      tried('notes', async () => {
        if (!draft.peek().trim()) return;
        const note = await requests.addNote(noteId, draft.peek());
        noteId = newId(now());
        notes.value = [note, ...notes.peek().filter(({ id }) => id !== note.id)];
        draft.value = '';
      }),
    removeNote: (note: string) =>
      tried('notes', async () => {
        await requests.removeNote(note);
        notes.value = notes.peek().filter(({ id }) => id !== note);
      }),
    showMore: () =>
      tried('earlier', async () => {
        const page = await requests.earlier(next.peek());
        earlier.value = [...earlier.peek(), ...page.conversations];
        next.value = page.next;
      }),
    askToBlock() {
      trouble.value = null;
      blocking.value = { term: 'hour', reason: '' };
    },
    change(to: Partial<{ term: BlockTerm; reason: string }>) {
      if (blocking.value) blocking.value = { ...blocking.value, ...to };
    },
    closeBlock() {
      blocking.value = null;
    },
    block: () =>
      tried('block', async () => {
        const asked = blocking.peek();
        if (!asked?.reason.trim()) return;
        card.value = await requests.block(asked.term, asked.reason);
        blocking.value = null;
      }),
    unblock: () =>
      tried('block', async () => {
        card.value = await requests.unblock();
      }),
  };
});
export type CardOfContact = InstanceType<typeof CardModel>;
