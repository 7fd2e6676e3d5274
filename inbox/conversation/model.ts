/**
 * The conversation on the screen: its thread, what is being written, and what can be done with it. Joins the replica,
 * the outboxes, the drafts, the files and the commands; the rules are pure and stand in the files it imports.
 */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { Transfer } from '@touchline/shared/client/uploads.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import { type Conversation, type FileRef, NEW_CONVERSATION, type OperatorRef } from '@touchline/shared/conversation.ts';
import type { DeskRow, OperatorDown } from '@touchline/shared/down.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import { redact } from '@touchline/shared/redact.ts';
import type { Live } from '../live.ts';
import type { Notice } from '../notice.ts';
import type { Queue } from '../queue/model.ts';
import type { Store } from '../storage.ts';
import { createAttaching } from './attaching.ts';
import { newsUpTo } from './blind.ts';
import type { Commands } from './commands.ts';
import { createCompany } from './company.ts';
import { createComposing, problemOf } from './composing.ts';
import { createFileLinks } from './file-links.ts';
import { HandlingModel } from './handling.ts';
import { onLeaving } from './leaving.ts';
import { createNotes } from './notes.ts';
import { placeholdersIn } from './placeholders.ts';
import { PlayerLanguageModel } from './player-language.ts';
import { createPreviewing } from './previewing.ts';
import { messageAt } from './quotes.ts';
import { createReplies } from './replies.ts';
import { createSending } from './sending.ts';
import type { Sketch } from './sketching.ts';
import { createThreads } from './threads.ts';
import { createTyping } from './typing.ts';

type Deps = {
  live: Live;
  queue: Queue;
  commands: Commands;
  notice: Notice;
  clock: Clock;
  store: Store;
  /** `base`: where addresses of files begin. */
  files: { base: string; transfer: Transfer; sketch: Sketch };
  me: OperatorRef & { languages: SpokenLanguages };
};

export const ConversationModel = createModel((deps: Deps) => {
  const { live, queue, commands, notice, clock, store, me } = deps;
  const id = signal<string | null>(null);
  const row = signal<DeskRow | null>(null);
  const missing = signal<string | null>(null);
  const newAfter = signal<number | null>(null);
  /** Raised when the end of the thread is to be looked at. */
  const attention = signal(0);
  /** The message to be looked at, by seq; asked for anew each time. */
  const lookedFor = signal<{ seq: number } | null>(null);
  /** The image that is looked at in full. */
  const showing = signal<{ file: FileRef; conversation: string } | null>(null);
  /** Stand for what changes in place. */
  const threadVersion = signal(0);
  const sentVersion = signal(0);
  const draftVersion = signal(0);
  const filesVersion = signal(0);

  const send = live.send;
  const composing = createComposing({ clock, store, me: me.id, changed: () => void draftVersion.value++ });
  const kept = { store, clock, me: me.id, send, changed: () => void sentVersion.value++ };
  const replies = createReplies(kept);
  const notes = createNotes(kept);
  const attaching = createAttaching({ ...deps.files, clock, send, changed: () => void filesVersion.value++ });
  const links = createFileLinks({ now: live.now, send, base: deps.files.base });
  const company = createCompany(me.id);
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
  /** The log once there is one, the list's row before. Whoever has asked for it has it, so that nothing changes again a moment later. */
  const state = computed<Conversation>(() => {
    void commands.version.value;
    const known = thread.value.state.seq > 0 ? thread.value.state : (row.value?.state ?? NEW_CONVERSATION);
    const isTaking = known.status === 'waiting' && id.value !== null && commands.expects('take', id.value, known.seq);
    return isTaking ? { ...known, status: 'open', assignee: { id: me.id, name: me.name } } : known;
  });
  const handling = new HandlingModel({ id, state, commands, notice, me });
  const { colleague, takingFrom } = handling;
  const language = new PlayerLanguageModel({ live, state, row, give: handling.give, me });
  const previewing = createPreviewing({ clock, send });
  const previews = signal(store.get('previews') !== 'off');
  const sending = createSending({
    ...{ id, composing, replies, notes, attaching, store },
    thread: () => thread.peek(),
    isLocked: () => colleague.peek() !== null,
    attend: () => void attention.value++,
  });
  const ofThis = <Item extends { conversation: string }>(items: readonly Item[]) =>
    items.filter((item) => item.conversation === id.value);
  const unsent = computed(() => {
    void sentVersion.value;
    const waiting = replies.waiting();
    return ofThis([...replies.items(), ...(waiting ? [{ ...waiting, state: 'waiting' }] : [])]);
  });
  const unsentNotes = computed(() => {
    void sentVersion.value;
    return ofThis(notes.items());
  });
  const attached = computed(() => {
    void filesVersion.value;
    return attaching.of(id.value);
  });

  function receive(frame: OperatorDown) {
    if (frame.type === 'ready') for (const part of [replies, notes, attaching]) part.ready();
    if (frame.type === 'ack') acked(frame.clientId, frame.seq);
    // An own message in the log proves as much as its acknowledgement, which a dying line may have swallowed.
    if (frame.type === 'events' || frame.type === 'reset') {
      for (const event of frame.events) {
        if (event.type === 'message' || event.type === 'note') acked(event.clientId, event.seq);
      }
    }
    for (const part of [threads, typing, previewing, attaching, links, company]) part.receive(frame);
    if (frame.type === 'error') sending.refused(frame);
  }
  function acked(clientId: string, seq: number) {
    for (const outbox of [replies, notes]) outbox.acked(clientId, seq);
  }

  const stop = live.listen({
    receive,
    lost() {
      for (const part of [replies, notes, attaching, threads, previewing, company]) part.lost();
    },
  });
  const stopLeaving = onLeaving(replies.letGo);
  commands.letFirst((conversation) => replies.waiting()?.conversation === conversation && replies.letGo());
  effect(() => {
    void queue.version.value;
    if (id.value) row.value = queue.row(id.value) ?? row.peek();
  });
  effect(() => {
    const target = previews.value && !colleague.value ? language.target.value : null;
    const text = redact(composing.draft.value.trim());
    // What begins so looks for a saved reply, and is no message yet; a note is none of a translator's business.
    const isMessage = composing.mode.value === 'reply' && !text.startsWith('/');
    previewing.want(id.value && target && isMessage ? { conversation: id.value, language: target, text } : null);
  });
  effect(() => () => {
    stop();
    stopLeaving();
    for (const part of [threads, replies, notes, typing, previewing, attaching]) part.close();
  });

  return {
    id,
    row,
    state,
    handling,
    attention,
    lookedFor,
    showing,
    draft: composing.draft,
    mode: composing.mode,
    about: composing.about,
    held: composing.held,
    draftProblem: computed(() => problemOf(composing.draft.value)),
    /** What a saved reply left open. */
    unfilled: computed(() => (composing.mode.value === 'reply' ? placeholdersIn(composing.draft.value) : [])),
    unknown: computed(() => id.value !== null && missing.value === id.value),
    status: computed(() => state.value.status),
    parked: computed(() => state.value.parked),
    language,
    files: { attached, links, pictureOf: sending.pictureOf, remove: attaching.remove, hurry: attaching.ready },
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
    typing: computed(() => (typing.player.value?.conversation === id.value ? typing.player.value : null)),
    company: {
      deliveredUpTo: computed(() => company.deliveredUpTo.value.get(id.value ?? '') ?? 0),
      typing: computed(() => (typing.colleague.value?.conversation === id.value ? typing.colleague.value.name : null)),
      viewing: computed(() =>
        company.viewing.value?.conversation === id.value ? company.viewing.value.operators : [],
      ),
    },
    thread,
    /** Ours that is not in the log yet. */
    outgoing: computed(() => ({ unsent: unsent.value, unsentNotes: unsentNotes.value })),
    /** Where the thread is marked. */
    pointers: computed(() => ({ markAfter: composing.markAfter.value, newAfter: newAfter.value })),
    /** Conversations with something of ours that has not left: for the lists. */
    marks: computed(() => {
      void [sentVersion.value, draftVersion.value];
      const marks = new Map<string, 'draft' | 'failed'>(composing.begun().map((each) => [each, 'draft']));
      for (const outbox of [replies, notes]) {
        for (const item of outbox.items()) if (item.state === 'failed') marks.set(item.conversation, 'failed');
      }
      return marks;
    }),
    show(conversation: string | null) {
      if (conversation === id.value) return;
      const known = conversation ? (queue.row(conversation) ?? null) : null;
      takingFrom.value = missing.value = lookedFor.value = showing.value = null;
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
      // Nobody is told that a note is being written: the player would wait for an answer.
      if (composing.mode.value === 'note' || !id.value || colleague.value || !text.trim()) return;
      typing.write(id.value);
    },
    turn: composing.turn,
    quote: composing.quote,
    correct(seq: number) {
      const message = messageAt(thread.value.events, seq);
      if (message) composing.correct(seq, message.text);
    },
    unrefer: composing.unrefer,
    attach(files: Iterable<File>) {
      if (!id.value || colleague.value) return;
      composing.turn('reply');
      attaching.add(id.value, files);
    },
    older: () => threads.current?.older(),
    /** When the newest message on the screen was written; 0 of a conversation that is not on it. */
    saidAt(conversation: string) {
      const said = thread.value.events.findLast((event) => event.type === 'message');
      return conversation === id.value ? (said?.at ?? 0) : 0;
    },
    /** Has a message looked at, wherever it stands. */
    lookFor(seq: number) {
      lookedFor.value = { seq };
    },
    /** The end of the thread is on the screen of somebody who looks. */
    looked() {
      const { events, state } = thread.value;
      composing.looked(events, state.seq);
      const upTo = newsUpTo(events, me.id);
      if (!id.value || state.assignee?.id !== me.id || upTo <= Math.max(state.readByOperator, readUpTo)) return;
      if (send({ type: 'read', conversation: id.value, upTo })) readUpTo = upTo;
    },
    send: sending.send,
    undo: sending.undo,
    undoS: sending.undoS,
    setUndo: sending.setUndo,
    retry(clientId: string) {
      const taken = replies.find(clientId)?.error === 'conflict' ? colleague.value : null;
      if (taken) takingFrom.value = taken;
      else sending.retry(clientId);
    },
    takeBack: sending.takeBack,
    /** At sign-out: nothing that was written stays on this device. */
    purge() {
      for (const part of [replies, notes, composing]) part.purge();
    },
  };
});
