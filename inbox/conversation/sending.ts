/**
 * From the composer on its way and back. What goes is decided by the mode that is shown, once, here: a note is given to
 * the notes and never comes near the replies. A reply that comes back brings its files and what it referred to.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Conversation, Event } from '@touchline/shared/conversation.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import { redact } from '@touchline/shared/redact.ts';
import type { Store } from '../storage.ts';
import { referredBy, referring } from './about.ts';
import { type createAttaching, refOf } from './attaching.ts';
import { type Composing, problemOf } from './composing.ts';
import type { Notes } from './notes.ts';
import { createPictures } from './pictures.ts';
import { placeholdersIn } from './placeholders.ts';
import type { Replies, Reply } from './replies.ts';

/** How long a reply may be undone; 0 sends at once. */
export const UNDO_CHOICES_S = [0, 3, 5, 10] as const;
const UNDO_DEFAULT_S = 3;

type Deps = {
  id: ReadonlySignal<string | null>;
  thread(): { state: Conversation; events: readonly Event[] };
  /** Somebody else answers: then only notes go. */
  isLocked(): boolean;
  composing: Composing;
  replies: Replies;
  notes: Notes;
  attaching: ReturnType<typeof createAttaching>;
  store: Store;
  /** The end of the thread is to be looked at. */
  attend(): void;
};
export type Sending = ReturnType<typeof createSending>;

export function createSending(deps: Deps) {
  const { id, composing, replies, notes, attaching, store, attend } = deps;
  const undoS = signal<number>(kept(store));
  const pictures = createPictures();

  function back(reply: Reply) {
    composing.takeBack(reply.text, referredBy(reply));
    if (reply.files) attaching.putBack(reply.conversation, reply.files, pictures.of);
  }
  function sendNote(conversation: string, text: string) {
    notes.add(conversation, text);
    composing.sent();
    attend();
  }
  function sendReply(conversation: string, text: string) {
    const files = attaching.of(conversation);
    if (files.some(({ state }) => state !== 'stored')) return;
    if (!text && files.length === 0) return replies.letGo();
    if (deps.isLocked() || placeholdersIn(text).length > 0) return;
    attend();
    const { events, state } = deps.thread();
    if (composing.isBlind(events)) return;
    const taken = attaching.take(conversation);
    for (const { id, picture } of taken) if (picture) pictures.keep(id, picture);
    const enclosed = taken.length > 0 ? { files: taken.map(refOf) } : {};
    const said = { text, ...enclosed, ...referring(composing.about.peek()) };
    replies.add(conversation, said, state.seq, undoS.peek() * 1_000);
    composing.sent();
  }

  return {
    undoS,
    setUndo(seconds: number) {
      undoS.value = seconds;
      store.set('undo', String(seconds));
      if (seconds === 0) replies.letGo();
    },
    pictureOf: pictures.of,
    /** With nothing written, the reply that waits goes at once. */
    send() {
      const text = redact(composing.draft.peek().trim());
      if (!id.peek() || problemOf(text)) return;
      if (composing.mode.peek() === 'reply') sendReply(id.peek() as string, text);
      else if (text) sendNote(id.peek() as string, text);
    },
    undo() {
      const waiting = replies.waiting();
      if (!waiting || waiting.conversation !== id.peek()) return;
      const reply = replies.undo();
      if (reply) back(reply);
    },
    /** Refused for good. One that somebody was quicker than goes back into the composer, unless that is in use. */
    refused(error: OperatorDown & { type: 'error' }) {
      notes.refused(error);
      const reply = replies.refused(error);
      if (reply?.error !== 'behind' || reply.conversation !== id.peek()) return;
      if (!composing.draft.peek().trim() && replies.takeBack(reply.clientId)) back(reply);
      composing.refused(deps.thread().events, reply.seen);
      attend();
    },
    retry(clientId: string) {
      notes.again(clientId);
      replies.again(clientId, deps.thread().state.seq);
    },
    takeBack(clientId: string) {
      const note = notes.takeBack(clientId);
      if (note) {
        composing.turn('note');
        composing.write([note.text, composing.draft.peek()].filter(Boolean).join('\n'));
      }
      const reply = replies.takeBack(clientId);
      if (reply) back(reply);
    },
  };
}

function kept(store: Store): number {
  const seconds = Number(store.get('undo') ?? UNDO_DEFAULT_S);
  return UNDO_CHOICES_S.find((choice) => choice === seconds) ?? UNDO_DEFAULT_S;
}
