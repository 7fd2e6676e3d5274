/**
 * The conversation on the screen: its thread, the reply being written, and what can be done with it. Joins the
 * replica, the outbox, the drafts and the commands; the rules are pure and stand in the files it imports.
 */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import { type Conversation, NEW_CONVERSATION, type OperatorRef } from '@touchline/shared/conversation.ts';
import type { DeskRow, OperatorDown } from '@touchline/shared/down.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import { redact } from '@touchline/shared/redact.ts';
import type { Live } from '../live.ts';
import type { Notice } from '../notice.ts';
import type { Queue } from '../queue/model.ts';
import type { Store } from '../storage.ts';
import { newestOfOthers } from './blind.ts';
import type { Commands } from './commands.ts';
import { createComposing, problemOf } from './composing.ts';
import { keepDrafts } from './drafts.ts';
import { HandlingModel } from './handling.ts';
import { linesOf } from './lines.ts';
import { PlayerLanguageModel } from './player-language.ts';
import { createPreviewing } from './previewing.ts';
import { createReplies, type Reply } from './replies.ts';
import { createThreads } from './threads.ts';
import { createTyping } from './typing.ts';

type Deps = {
  live: Live;
  queue: Queue;
  commands: Commands;
  notice: Notice;
  clock: Clock;
  store: Store;
  me: OperatorRef & { languages: SpokenLanguages };
};

export const ConversationModel = createModel(({ live, queue, commands, notice, clock, store, me }: Deps) => {
  const id = signal<string | null>(null);
  const row = signal<DeskRow | null>(null);
  const missing = signal<string | null>(null);
  const newAfter = signal<number | null>(null);
  /** Raised when the end of the thread is to be looked at. */
  const attention = signal(0);
  /** Stand for what changes in place. */
  const threadVersion = signal(0);
  const replyVersion = signal(0);
  const draftVersion = signal(0);

  const send = live.send;
  const drafts = keepDrafts(store);
  const composing = createComposing({ clock, drafts, me: me.id, changed: () => void draftVersion.value++ });
  const replies = createReplies({ store, clock, me: me.id, send, changed: () => void replyVersion.value++ });
  const typing = createTyping({ clock, send, me: me.id });
  const threads = createThreads({
    clock,
    send,
    changed: () => void threadVersion.value++,
    missing: (conversation) => {
      missing.value = conversation;
    },
  });
  let readUpTo = 0;

  const thread = computed(() => {
    void [threadVersion.value, id.value];
    const { state = NEW_CONVERSATION, events = [], more = false } = threads.current ?? {};
    return { state, events, more };
  });
  /** The log once there is one, the list's row before. */
  const state = computed<Conversation>(() =>
    thread.value.state.seq > 0 ? thread.value.state : (row.value?.state ?? NEW_CONVERSATION),
  );
  const handling = new HandlingModel({ id, state, commands, notice, me });
  const { colleague, takingFrom } = handling;
  const language = new PlayerLanguageModel({ live, state, row, give: handling.give, me });
  const previewing = createPreviewing({ clock, send });
  const previews = signal(store.get('previews') !== 'off');
  const unsent = computed(() => {
    void replyVersion.value;
    return replies.items().filter((reply) => reply.conversation === id.value);
  });

  function refusedReply(reply: Reply) {
    if (reply.error !== 'behind' || reply.conversation !== id.peek()) return;
    // Back into the composer, unless something else is being written there by now.
    if (!composing.draft.peek().trim() && replies.takeBack(reply.clientId)) composing.write(reply.text);
    composing.refused(thread.peek().events, reply.seen);
    attention.value++;
  }
  function receive(frame: OperatorDown) {
    if (frame.type === 'ready') replies.ready();
    if (frame.type === 'ack') replies.acked(frame.clientId, frame.seq);
    // An own message in the log proves as much as its acknowledgement, which a dying line may have swallowed.
    if (frame.type === 'events' || frame.type === 'reset') {
      for (const event of frame.events) if (event.type === 'message') replies.acked(event.clientId, event.seq);
    }
    threads.receive(frame);
    typing.receive(frame);
    previewing.receive(frame);
    const refused = frame.type === 'error' && replies.refused(frame);
    if (refused) refusedReply(refused);
  }

  const stop = live.listen({
    receive,
    lost() {
      replies.lost();
      threads.lost();
      previewing.lost();
    },
  });
  effect(() => {
    void queue.version.value;
    if (id.value) row.value = queue.row(id.value) ?? row.peek();
  });
  effect(() => {
    const target = previews.value && !colleague.value ? language.target.value : null;
    const text = redact(composing.draft.value.trim());
    // What begins so looks for a saved reply, and is no message yet.
    const isMessage = !text.startsWith('/');
    previewing.want(id.value && target && isMessage ? { conversation: id.value, language: target, text } : null);
  });
  effect(() => () => {
    stop();
    for (const part of [threads, replies, typing, previewing]) part.close();
  });

  return {
    id,
    row,
    handling,
    attention,
    draft: composing.draft,
    held: composing.held,
    draftProblem: computed(() => problemOf(composing.draft.value)),
    unknown: computed(() => id.value !== null && missing.value === id.value),
    status: computed(() => state.value.status),
    parked: computed(() => state.value.parked),
    language,
    preview: {
      shown: previewing.shown,
      asking: previewing.asking,
      /** Whether this operator wants any; remembered on this device. */
      on: previews,
      set(on: boolean) {
        previews.value = on;
        store.set('previews', on ? 'on' : 'off');
      },
    },
    startedAt: computed(() => thread.value.events.find((event) => event.type === 'started')?.at ?? null),
    more: computed(() => thread.value.more),
    loading: computed(() => thread.value.events.length === 0),
    typing: computed(() => (typing.of.value?.conversation === id.value ? typing.of.value : null)),
    lines: computed(() => {
      const marks = { markAfter: composing.markAfter.value, newAfter: newAfter.value };
      return linesOf(thread.value, { me: me.id, reading: language.reading.value, unsent: unsent.value, ...marks });
    }),
    /** Conversations with something of ours that has not left: for the lists. */
    marks: computed(() => {
      void [replyVersion.value, draftVersion.value];
      const marks = new Map<string, 'draft' | 'failed'>(drafts.all().map((conversation) => [conversation, 'draft']));
      for (const reply of replies.items()) if (reply.state === 'failed') marks.set(reply.conversation, 'failed');
      return marks;
    }),
    show(conversation: string | null) {
      if (conversation === id.value) return;
      const known = conversation ? (queue.row(conversation) ?? null) : null;
      takingFrom.value = missing.value = null;
      readUpTo = 0;
      row.value = known;
      newAfter.value = known && known.unread > 0 ? known.state.readByOperator : null;
      threads.show(conversation);
      composing.show(conversation);
      typing.forget();
      id.value = conversation;
    },
    write(text: string) {
      composing.write(text);
      if (id.value && text.trim() && !colleague.value) typing.write(id.value);
    },
    older: () => threads.current?.older(),
    /** The end of the thread is on the screen of somebody who looks. */
    looked() {
      const { events, state } = thread.value;
      composing.looked(events, state.seq);
      const upTo = newestOfOthers(events, me.id)?.seq ?? 0;
      if (!id.value || state.assignee?.id !== me.id || upTo <= Math.max(state.readByOperator, readUpTo)) return;
      if (send({ type: 'read', conversation: id.value, upTo })) readUpTo = upTo;
    },
    send() {
      const text = redact(composing.draft.value.trim());
      if (!id.value || !text || colleague.value || problemOf(text)) return;
      attention.value++;
      const { events, state } = thread.value;
      if (composing.isBlind(events)) return;
      replies.add(id.value, text, state.seq);
      newAfter.value = null;
      composing.write('');
    },
    retry(clientId: string) {
      const taken = replies.find(clientId)?.error === 'conflict' ? colleague.value : null;
      if (taken) takingFrom.value = taken;
      else replies.again(clientId, thread.value.state.seq);
    },
    takeBack(clientId: string) {
      const reply = replies.takeBack(clientId);
      if (reply) composing.write([reply.text, composing.draft.value].filter(Boolean).join('\n'));
    },
    /** At sign-out: nothing that was written stays on this device. */
    purge() {
      replies.purge();
      drafts.purge();
    },
  };
});
