/**
 * The conversation on the screen: its thread, the reply being written, and what can be done with it. Joins the
 * replica, the outbox, the drafts and the rule that nobody answers blind; the rules themselves are pure and elsewhere.
 */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import { type Conversation, NEW_CONVERSATION, type OperatorRef } from '@touchline/shared/conversation.ts';
import type { DeskRow, OperatorDown } from '@touchline/shared/down.ts';
import { redact } from '@touchline/shared/redact.ts';
import { judgeText } from '@touchline/shared/text.ts';
import type { Live } from '../live.ts';
import type { Queue } from '../queue/model.ts';
import type { Store } from '../storage.ts';
import { t, tOr } from '../words.ts';
import { look, newestOfOthers, NOTHING_SEEN, type Sight, unseen } from './blind.ts';
import { createCommands } from './commands.ts';
import { keepDrafts } from './drafts.ts';
import { linesOf } from './lines.ts';
import { permitted } from './permitted.ts';
import { createReplies, type Reply } from './replies.ts';
import { createThreads } from './threads.ts';
import { createTyping } from './typing.ts';

const NOTICE_MS = 6_000;

type Deps = { live: Live; queue: Queue; clock: Clock; store: Store; me: OperatorRef };

export const ConversationModel = createModel(({ live, queue, clock, store, me }: Deps) => {
  const id = signal<string | null>(null);
  const draft = signal('');
  const held = signal<'player' | 'colleague' | null>(null);
  const markAfter = signal<number | null>(null);
  const newAfter = signal<number | null>(null);
  const attention = signal(0);
  const takingFrom = signal<OperatorRef | null>(null);
  const notice = signal<string | null>(null);
  const missing = signal<string | null>(null);
  const known = signal<DeskRow | null>(null);
  /** Stand for what changes in place: the replica, the outbox with the drafts, the commands. */
  const threadVersion = signal(0);
  const replyVersion = signal(0);
  const commandVersion = signal(0);

  const sights = new Map<string, Sight>();
  const drafts = keepDrafts(store);
  const send = live.send;
  const threads = createThreads({
    clock,
    send,
    changed: () => threadVersion.value++,
    missing: (conversation) => (missing.value = conversation),
  });
  const replies = createReplies({ store, clock, me: me.id, send, changed: () => replyVersion.value++ });
  const commands = createCommands({
    clock,
    send,
    changed: () => commandVersion.value++,
    refused: ({ kind }) => tell(tOr(`refused.${kind}`, t('refused'))),
  });
  const typing = createTyping({ clock, send, me: me.id });
  let readUpTo = 0;
  let hush = () => {};

  const thread = computed(() => {
    void [threadVersion.value, id.value];
    const replica = threads.current;
    return { state: replica?.state ?? NEW_CONVERSATION, events: replica?.events ?? [], more: replica?.more ?? false };
  });
  /** The log once there is one, the list's row before. */
  const state = computed<Conversation>(() =>
    thread.value.state.seq > 0 ? thread.value.state : (known.value?.state ?? NEW_CONVERSATION),
  );
  const colleague = computed(() => {
    const { status, assignee } = state.value;
    return status === 'open' && assignee && assignee.id !== me.id ? assignee : null;
  });
  const unsent = computed(() => (void replyVersion.value, replies.items().filter((reply) => reply.conversation === id.value)));
  const sight = () => sights.get(id.peek() ?? '') ?? NOTHING_SEEN;
  const setSight = (change: Partial<Sight>) => sights.set(id.peek() ?? '', { ...sight(), ...change });

  const tell = (text: string) => {
    notice.value = text;
    hush();
    hush = clock.after(NOTICE_MS, () => (notice.value = null));
  };
  const write = (text: string) => {
    const conversation = id.peek();
    if (!conversation) return;
    if (!draft.peek().trim() !== !text.trim()) setSight({ begunAt: text.trim() ? clock.now() : null });
    draft.value = text;
    drafts.set(conversation, text);
    replyVersion.value++;
    if (text.trim() && !colleague.peek()) typing.write(conversation);
    if (!text.trim()) held.value = markAfter.value = null;
  };
  const hold = (after: number) => {
    const newest = newestOfOthers(thread.peek().events, me.id);
    held.value = newest?.author.kind === 'operator' ? 'colleague' : 'player';
    markAfter.value = after;
    attention.value++;
  };

  const show = (conversation: string | null) => {
    if (conversation === id.peek()) return;
    held.value = markAfter.value = takingFrom.value = missing.value = null;
    readUpTo = 0;
    known.value = conversation ? (queue.row(conversation) ?? null) : null;
    const row = known.peek();
    newAfter.value = row && row.unread > 0 ? row.state.readByOperator : null;
    threads.show(conversation);
    id.value = conversation;
    draft.value = conversation ? drafts.get(conversation) : '';
    typing.forget();
    if (conversation) setSight({ begunAt: draft.peek() ? clock.now() : null });
  };

  const refusedReply = (reply: Reply) => {
    if (reply.error !== 'behind' || reply.conversation !== id.peek()) return;
    // Back into the composer, unless something else is being written there by now.
    if (!draft.peek().trim() && replies.takeBack(reply.clientId)) write(reply.text);
    hold(reply.seen);
  };
  const receive = (frame: OperatorDown) => {
    if (frame.type === 'ready') replies.ready();
    if (frame.type === 'ack') replies.acked(frame.clientId);
    if (frame.type === 'events') for (const event of frame.events) if (event.type === 'message') replies.acked(event.clientId);
    commands.receive(frame);
    threads.receive(frame);
    typing.receive(frame);
    if (frame.type === 'error') {
      const reply = replies.refused(frame);
      if (reply) refusedReply(reply);
    }
  };

  const stop = live.listen(receive);
  effect(() => {
    if (live.status.value !== 'waiting') return;
    replies.lost();
    threads.lost();
  });
  effect(() => {
    void queue.version.value;
    if (id.value) known.value = queue.row(id.value) ?? known.peek();
  });
  effect(() => () => {
    stop();
    hush();
    threads.close();
    replies.close();
    typing.close();
  });

  return {
    id,
    draft,
    held,
    attention,
    takingFrom,
    notice,
    colleague,
    unknown: computed(() => id.value !== null && missing.value === id.value),
    row: known,
    status: computed(() => state.value.status),
    language: computed(() => state.value.language),
    startedAt: computed(() => thread.value.events.find((event) => event.type === 'started')?.at ?? null),
    more: computed(() => thread.value.more),
    loading: computed(() => thread.value.events.length === 0),
    typing: computed(() => (typing.of.value?.conversation === id.value ? typing.of.value : null)),
    busy: computed(() => (void commandVersion.value, id.value ? commands.busy(id.value) : null)),
    can: computed(() => permitted(state.value, me.id)),
    draftProblem: computed(() => problemOf(draft.value)),
    lines: computed(() =>
      linesOf(thread.value, { me: me.id, unsent: unsent.value, markAfter: markAfter.value, newAfter: newAfter.value }),
    ),
    /** Conversations with something of ours that has not left: for the lists. */
    marks: computed(() => {
      void replyVersion.value;
      const marks = new Map<string, 'draft' | 'failed'>(drafts.all().map((conversation) => [conversation, 'draft']));
      for (const reply of replies.items()) if (reply.state === 'failed') marks.set(reply.conversation, 'failed');
      return marks;
    }),
    show,
    write,
    older: () => threads.current?.older(),
    /** The end of the thread is on the screen of somebody who looks. */
    looked() {
      const { events, state } = thread.value;
      const conversation = id.value;
      if (!conversation) return;
      sights.set(conversation, look(sight(), events, me.id, state.seq, clock.now()));
      const upTo = newestOfOthers(events, me.id)?.seq ?? 0;
      if (state.assignee?.id !== me.id || upTo <= Math.max(state.readByOperator, readUpTo)) return;
      if (send({ type: 'read', conversation, upTo })) readUpTo = upTo;
    },
    send() {
      const conversation = id.value;
      const { events, state } = thread.value;
      const text = redact(draft.value.trim());
      if (!conversation || colleague.value || 'error' in judgeText(text)) return;
      const blind = unseen(events, me.id, sight(), clock.now());
      if (blind) {
        hold(Math.min(sight().seen, blind.seq - 1));
        return setSight({ shown: blind.seq });
      }
      replies.add(conversation, text, state.seq);
      newAfter.value = null;
      write('');
      attention.value++;
    },
    retry(clientId: string) {
      const reply = replies.find(clientId);
      if (reply?.error === 'conflict' && colleague.value) takingFrom.value = colleague.value;
      else replies.again(clientId, thread.value.state.seq);
    },
    takeBack(clientId: string) {
      const reply = replies.takeBack(clientId);
      if (reply) write([reply.text, draft.value].filter(Boolean).join('\n'));
    },
    take() {
      if (colleague.value) takingFrom.value = colleague.value;
      else if (id.value) commands.give('take', id.value);
    },
    takeOver() {
      if (id.value && takingFrom.value) commands.give('take', id.value, takingFrom.value.id);
      takingFrom.value = null;
    },
    keepAway: () => (takingFrom.value = null),
    release: () => id.value && commands.give('release', id.value),
    resolve: () => id.value && commands.give('resolve', id.value),
    /** At sign-out: nothing that was written stays on this device. */
    purge() {
      replies.purge();
      drafts.purge();
    },
  };
});

function problemOf(draft: string): string | null {
  const judged = draft.trim() ? judgeText(draft.trim()) : null;
  return judged && 'error' in judged ? judged.error : null;
}
