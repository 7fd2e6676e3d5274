/**
 * The earlier conversations of the player on the screen: which there are, and, of one that was opened, its thread, to be
 * read. One is read at a time; it is asked for as any conversation is, and its events are not followed afterwards.
 */
import { computed, createModel, effect, signal } from '@preact/signals';
import { createReplica, type Replica } from '@touchline/shared/client/replica.ts';
import type { EarlierConversation, EarlierPage } from '@touchline/shared/contact.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { Desk } from '../desk.ts';
import { linesOf } from './lines.ts';

type Deps = {
  desk: Pick<Desk, 'live' | 'me' | 'conversation'>;
  /** The one on the screen. */
  current: { id: string; createdAt: number };
  page(before: string | null): Promise<EarlierPage>;
};

export const EarlierModel = createModel(({ desk, current, page }: Deps) => {
  const { live, me } = desk;
  /** Newest first, as the relay lists them. */
  const listed = signal<readonly EarlierConversation[]>([]);
  const next = signal<string | null>(null);
  const failed = signal(false);
  const opened = signal<string | null>(null);
  const version = signal(0);
  let replica: Replica | null = null;
  let loading = false;

  /** Those before this one. It may stand pages down the relay's list, which begins with the player's newest. */
  const earlier = computed(() => listed.value.filter((one) => isBefore(one, current)));

  async function load() {
    if (loading) return;
    loading = true;
    failed.value = false;
    const before = earlier.peek().length;
    try {
      do {
        const { conversations, next: after } = await page(next.peek());
        listed.value = [...listed.peek(), ...conversations];
        next.value = after;
      } while (next.peek() !== null && earlier.peek().length === before);
    } catch {
      failed.value = true;
    } finally {
      loading = false;
    }
  }
  function close() {
    if (opened.value) live.send({ type: 'shut', conversation: opened.value });
    opened.value = replica = null;
  }

  const stop = live.listen({
    receive(frame) {
      if (frame.type === 'ready') replica?.resume();
      if (frame.type !== 'events' && frame.type !== 'reset' && frame.type !== 'opened' && frame.type !== 'history') {
        return;
      }
      replica?.receive(frame);
    },
    lost: () => replica?.lost(),
  });
  effect(() => () => {
    stop();
    close();
  });

  return {
    /** Oldest first, as they are read. */
    conversations: computed(() => earlier.value.toReversed()),
    more: computed(() => next.value !== null),
    failed,
    opened,
    load,
    toggle(id: string) {
      const wasOpen = opened.value === id;
      close();
      if (wasOpen) return;
      opened.value = id;
      replica = createReplica({
        conversation: id,
        fold: applyWhole,
        changed: () => void version.value++,
        ask: (frame) => void live.send(frame),
        askHistory: (frame) => void live.send(frame),
      });
      replica.resume();
    },
    lines: computed(() => {
      void version.value;
      if (!opened.value || !replica) return [];
      const reading = desk.conversation.language.reading.value;
      const nothing = { unsent: [], unsentNotes: [], deliveredUpTo: 0, markAfter: null, newAfter: null };
      return linesOf(replica, { me: me.value.id, reading, ...nothing });
    }),
    older: computed(() => {
      void version.value;
      return replica?.more ? () => replica?.older() : null;
    }),
  };
});
export type EarlierConversations = InstanceType<typeof EarlierModel>;

function isBefore({ startedAt, id }: EarlierConversation, current: Deps['current']): boolean {
  return startedAt < current.createdAt || (startedAt === current.createdAt && id < current.id);
}
