/**
 * Handing a conversation on: to a colleague, to those who know a topic, or to whoever is next. The note is kept with
 * its conversation, like a reply begun, until the relay has taken it; a refusal leaves everything as it was.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { TeamMember, Topic } from '@touchline/shared/people.ts';
import { redact } from '@touchline/shared/redact.ts';
import type { Commands } from '../conversation/commands.ts';
import { problemOf } from '../conversation/composing.ts';
import { keepDrafts } from '../conversation/drafts.ts';
import { inTransferOrder } from '../presence/colleagues.ts';
import type { Presence } from '../presence/model.ts';
import type { Queue } from '../queue/model.ts';
import type { Store } from '../storage.ts';

export type Way = 'colleague' | 'topic' | 'queue';
export const WAYS: readonly Way[] = ['colleague', 'topic', 'queue'];

type Deps = { queue: Queue; presence: Presence; commands: Commands; store: Store; me: string };

export const TransferModel = createModel(({ queue, presence, commands, store, me }: Deps) => {
  const notes = keepDrafts(store, 'notes');
  /** The conversation that is being handed on. */
  const conversation = signal<string | null>(null);
  const way = signal<Way>('colleague');
  const to = signal<string | null>(null);
  const topic = signal<Topic | null>(null);
  const note = signal('');
  /** An error kind. */
  const refused = signal<string | null>(null);
  const busy = signal(false);

  const colleagues = computed<TeamMember[]>(() => {
    void queue.version.value;
    const row = conversation.value ? queue.row(conversation.value) : undefined;
    if (!row) return [];
    const { language, topic } = row.state;
    return inTransferOrder(presence.members.value.values(), { me, site: row.site, language, topic });
  });
  const problem = computed(() => problemOf(note.value));
  const ready = computed(() => {
    if (busy.value || problem.value) return false;
    return way.value === 'queue' || (way.value === 'colleague' ? to.value : topic.value) !== null;
  });
  const close = () => {
    conversation.value = null;
  };

  return {
    conversation,
    way,
    to,
    topic,
    note,
    refused,
    busy,
    problem,
    ready,
    colleagues,
    open(id: string) {
      conversation.value = id;
      to.value = topic.value = refused.value = null;
      busy.value = false;
      way.value = colleagues.peek().length > 0 ? 'colleague' : 'topic';
      note.value = notes.get(id);
    },
    write(text: string) {
      note.value = text;
      if (conversation.value) notes.set(conversation.value, text);
    },
    close,
    send() {
      const id = conversation.value;
      if (!id || !ready.value) return;
      const text = redact(note.value.trim());
      busy.value = true;
      refused.value = null;
      const wish = {
        ...(way.value === 'colleague' && to.value && { to: to.value }),
        ...(way.value === 'topic' && topic.value && { topic: topic.value }),
      };
      commands.give({ type: 'transfer', conversation: id, ...wish, ...(text && { note: text }) }, (refusal) => {
        if (!refusal) notes.set(id, '');
        if (conversation.value !== id) return;
        busy.value = false;
        refused.value = refusal;
        if (!refusal) close();
      });
    },
    purge: () => notes.purge(),
  };
});
export type Transfer = InstanceType<typeof TransferModel>;
