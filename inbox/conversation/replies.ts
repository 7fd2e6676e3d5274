/**
 * The operator's replies on their way. Each carries `seen`, the newest seq that stood on its author's screen when they
 * sent it (contract A10), over any refresh.
 *
 *     sent ──kept on the device──▶ waiting (may be undone) ──time, next reply, page left──▶ outbox ──ack──▶ log
 *                                     └──undo──▶ back to its author: nothing has left
 *
 * A reply that waits is kept as one that is under way, so that what happens to the page meanwhile costs the undoing and
 * never the reply. One waits at a time, in its order: what is sent after it lets it go first.
 */
import type { Pending } from '@touchline/shared/client/outbox.ts';
import type { FileRef } from '@touchline/shared/conversation.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import { createOutgoing, type OutgoingDeps } from './outgoing.ts';

/** What a reply says. `files` as they are known before the relay has looked at them. */
export type Said = {
  text: string;
  files?: FileRef[] | undefined;
  replyTo?: number | undefined;
  corrects?: number | undefined;
};
export type Reply = Pending & Said & { seen: number };
export type Replies = ReturnType<typeof createReplies>;

export function createReplies(deps: OutgoingDeps) {
  const { clock, me, changed } = deps;
  const outgoing = createOutgoing<Reply>(deps, { prefix: 'reply.', frameOf });
  let waiting: { reply: Reply; stop(): void } | null = null;

  function stopWaiting(): Reply | undefined {
    const reply = waiting?.reply;
    waiting?.stop();
    waiting = null;
    return reply;
  }
  function letGo() {
    const reply = stopWaiting();
    if (reply) outgoing.add(reply);
  }

  return {
    ...outgoing,
    /** May still be undone. */
    waiting: () => waiting?.reply ?? null,
    add(conversation: string, said: Said, seen: number, waitMs = 0) {
      letGo();
      const now = clock.now();
      const reply: Reply = { ...said, clientId: newId(now), conversation, at: now, scope: me, state: 'queued', seen };
      if (waitMs === 0) return outgoing.add(reply);
      outgoing.kept.put(reply);
      waiting = { reply, stop: clock.after(waitMs, letGo) };
      changed();
    },
    /** The one that waits goes at once. */
    letGo,
    /** The one that waits, back in its author's hands. */
    undo(): Reply | undefined {
      const reply = stopWaiting();
      if (reply) outgoing.kept.remove(reply.clientId);
      changed();
      return reply;
    },
    again: (clientId: string, seen: number) => outgoing.again(clientId, { seen }),
    purge() {
      letGo();
      outgoing.purge();
    },
    close() {
      letGo();
      outgoing.close();
    },
  };
}

function frameOf({ conversation, clientId, text, seen, files, replyTo, corrects }: Reply): OperatorUp {
  return {
    type: 'post',
    conversation,
    clientId,
    text,
    seen: seen ?? 0,
    ...(files?.length && { files: files.map(({ id }) => id) }),
    ...(replyTo !== undefined && { replyTo }),
    ...(corrects !== undefined && { corrects }),
  };
}
