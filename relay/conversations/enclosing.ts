/** What a message carries besides its text, checked: files, the message it answers or puts right, what it is about. */
import type { Enclosed, Event, FileRef, Subject } from '@touchline/shared/conversation.ts';
import { Refusal } from '../platform/errors.ts';
import type { Actor } from './actor.ts';
import type { ConversationStore, KnownConversation } from './store.ts';

export type AskedToEnclose = {
  files?: string[] | undefined;
  replyTo?: number | undefined;
  corrects?: number | undefined;
  about?: (Omit<Subject, 'signed'> & { signed: false }) | string | undefined;
};

export type EnclosingDeps = {
  store: Pick<ConversationStore, 'load' | 'before'>;
  /** The files in this order, bound to this message from now on. Throws `file-refused` for one that is not there, not theirs, or sent before. */
  filesOf(known: KnownConversation, actor: Actor, clientId: string, ids: string[]): Promise<FileRef[]>;
  /** What the page says, or what a token of the site's server says. Throws `bad-request` for a token that is not good. */
  subjectOf(known: KnownConversation, actor: Actor, about: NonNullable<AskedToEnclose['about']>): Promise<Subject>;
};

export async function enclosedOf(
  deps: EnclosingDeps,
  actor: Actor,
  known: KnownConversation,
  { files, replyTo, corrects, about, clientId }: AskedToEnclose & { clientId: string },
): Promise<Enclosed | null> {
  if (!files && replyTo === undefined && corrects === undefined && !about) return null;
  for (const seq of [replyTo, corrects]) {
    if (seq !== undefined && !(await isInLog(deps.store, known, seq))) throw noSuchMessage();
  }
  if (corrects !== undefined && !(await isOwnMessage(deps.store, actor, known.id, corrects))) throw noSuchMessage();
  return {
    ...(files && { files: await deps.filesOf(known, actor, clientId, files) }),
    ...(replyTo !== undefined && { replyTo }),
    ...(corrects !== undefined && { corrects }),
    ...(about && { about: await deps.subjectOf(known, actor, about) }),
  };
}

/** Our copy of the state may be old where nobody listens on this relay: whoever wrote has seen what we have not. */
async function isInLog(store: EnclosingDeps['store'], { id, state }: KnownConversation, seq: number): Promise<boolean> {
  if (seq <= state.seq) return seq > 0;
  const [current] = await store.load([id]);
  return current !== undefined && seq <= current.state.seq;
}

async function isOwnMessage(store: EnclosingDeps['store'], actor: Actor, id: string, seq: number): Promise<boolean> {
  const [event] = await store.before(id, seq + 1, 1);
  return event?.seq === seq && event.type === 'message' && isBy(actor, event);
}

function isBy(actor: Actor, { author }: Event): boolean {
  if (actor.kind === 'player') return author.kind === 'player';
  return author.kind === 'operator' && author.id === actor.operator.id;
}

function noSuchMessage(): Refusal {
  return new Refusal('bad-request', 'There is no such message to refer to.');
}
