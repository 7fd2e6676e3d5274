/**
 * Handing a conversation on, or all that are chosen: to a colleague, a team, those who know a topic, or whoever is next.
 * The note is kept with its conversation, like a reply begun, until the relay has taken it; a refusal leaves everything as
 * it was.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { TeamMember, Topic } from '@touchline/shared/people.ts';
import { redact } from '@touchline/shared/redact.ts';
import type { Commands } from '../conversation/commands.ts';
import { problemOf } from '../conversation/composing.ts';
import { keepDrafts } from '../conversation/drafts.ts';
import type { Live } from '../live.ts';
import { inTransferOrder } from '../presence/colleagues.ts';
import type { Presence } from '../presence/model.ts';
import type { Queue } from '../queue/model.ts';
import type { Bulk } from '../sorting/bulk.ts';
import type { Store } from '../storage.ts';

export const WAYS = ['colleague', 'team', 'topic', 'queue'] as const;
export type Way = (typeof WAYS)[number];

type Deps = {
  live: Pick<Live, 'ready'>;
  queue: Queue;
  presence: Presence;
  commands: Commands;
  bulk: Pick<Bulk, 'carryOut' | 'choosing'>;
  store: Store;
  me: string;
};

export const TransferModel = createModel(({ live, queue, presence, commands, bulk, store, me }: Deps) => {
  const notes = keepDrafts(store, 'notes');
  /** The conversations that are being handed on; the first one stands for all. */
  const all = signal<readonly string[]>([]);
  const conversation = computed(() => all.value[0] ?? null);
  const way = signal<Way>('colleague');
  const to = signal<string | null>(null);
  const team = signal<string | null>(null);
  const topic = signal<Topic | null>(null);
  const note = signal('');
  /** An error kind. */
  const refused = signal<string | null>(null);
  const busy = signal(false);

  const row = computed(() => {
    void queue.version.value;
    return conversation.value ? queue.row(conversation.value) : undefined;
  });
  /** Brands have teams of their own: for conversations of several there is none. */
  const teams = computed(() => {
    const of = new Set(all.value.map((id) => queue.row(id)?.site));
    return of.size > 1 ? [] : (live.ready.value?.sites.find(({ id }) => id === row.value?.site)?.teams ?? []);
  });
  const colleagues = computed<TeamMember[]>(() => {
    if (!row.value) return [];
    const { site, state } = row.value;
    const { language, topic } = state;
    return inTransferOrder(presence.members.value.values(), { me, site, language, topic });
  });
  const problem = computed(() => problemOf(note.value));
  const ready = computed(() => {
    if (busy.value || problem.value) return false;
    return way.value === 'queue' || { colleague: to, team, topic }[way.value].value !== null;
  });
  const close = () => {
    all.value = [];
  };
  const chosenWay = () => ({
    ...(way.value === 'colleague' && to.value && { to: to.value }),
    ...(way.value === 'team' && team.value && { team: team.value }),
    ...(way.value === 'topic' && topic.value && { topic: topic.value }),
  });

  return {
    conversation,
    /** How many are handed on. */
    count: computed(() => all.value.length),
    ways: computed(() => WAYS.filter((one) => one !== 'team' || teams.value.length > 0)),
    way,
    to,
    team,
    topic,
    note,
    refused,
    busy,
    problem,
    ready,
    colleagues,
    teams,
    /** `wanted`: the way that is meant, where there is one. */
    open(ids: readonly string[], wanted: Way = 'colleague') {
      all.value = ids;
      to.value = topic.value = refused.value = null;
      // Who sends something up seldom has a choice of teams.
      team.value = teams.peek().length === 1 ? (teams.peek()[0]?.id ?? null) : null;
      busy.value = false;
      const possible = { colleague: colleagues.peek(), team: teams.peek(), topic: ['any'], queue: ['any'] };
      way.value = [wanted, ...WAYS].find((one) => possible[one].length > 0) ?? 'topic';
      note.value = ids.length === 1 ? notes.get(ids[0] ?? '') : '';
    },
    write(text: string) {
      note.value = text;
      if (conversation.value && all.value.length === 1) notes.set(conversation.value, text);
    },
    close,
    send() {
      const id = conversation.value;
      if (!id || !ready.value) return;
      const text = redact(note.value.trim());
      const wish = { ...chosenWay(), ...(text && { note: text }) };
      if (bulk.choosing.value && all.value.length > 1) {
        bulk.carryOut('transfer', (each) => ({ type: 'transfer', conversation: each, ...wish }));
        return close();
      }
      busy.value = true;
      refused.value = null;
      commands.give({ type: 'transfer', conversation: id, ...wish }, (refusal) => {
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
