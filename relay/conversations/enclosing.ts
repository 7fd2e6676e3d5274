/** What a message carries besides its text, checked: files, the message it answers or puts right, what it is about. */
import type { Enclosed, FileRef, Subject } from '@touchline/shared/conversation.ts';
import { Refusal } from '../platform/errors.ts';
import type { Actor } from './actor.ts';
import type { KnownConversation } from './store.ts';

export type AskedToEnclose = {
  files?: string[] | undefined;
  replyTo?: number | undefined;
  corrects?: number | undefined;
  about?: (Omit<Subject, 'signed'> & { signed: false }) | string | undefined;
};

export type EnclosingDeps = {
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
    if (seq !== undefined && (seq < 1 || seq > known.state.seq)) {
      throw new Refusal('bad-request', 'There is no such message to refer to.');
    }
  }
  return {
    ...(files && { files: await deps.filesOf(known, actor, clientId, files) }),
    ...(replyTo !== undefined && { replyTo }),
    ...(corrects !== undefined && { corrects }),
    ...(about && { about: await deps.subjectOf(known, actor, about) }),
  };
}
