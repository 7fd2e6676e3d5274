/** Decides a batch of commands for the log. Pure but for reading the state copies. */
import type { Author, Conversation, Draft, Event } from '@touchline/shared/conversation.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { ErrorKind } from '@touchline/shared/wire.ts';
import type { Refusal } from '../platform/errors.ts';
import type { Page } from './conversation-row.ts';
import type { StateCache } from './states.ts';
import { type AppendItem, type KnownConversation, settles } from './store.ts';

export type Submission = {
  conversation: string;
  command: Command;
  author: Author;
  /** Makes repeating safe; null for commands that are safe by themselves (read marks). */
  clientId: string | null;
  /** Newest seq on the author's screen, where a newer message must refuse the command (A10). */
  seen?: number;
  page?: Page | null;
  translates?: boolean;
};

/** `events` is empty for a repeat and for a command whose effect already held. `at` is in ms. */
export type Committed = { seq: number; at: number; events: Event[] };

export type Waiting = Submission & {
  since: number;
  attempts: number;
  resolve(value: Committed): void;
  reject(error: Refusal): void;
};

/** Decided, and on its way to the database. */
export type Placed = { waiting: Waiting; known: KnownConversation; drafts: Draft[]; item: AppendItem };

/**
 * Refused, or nothing to do, as far as our copy of the state knows. Believed only after asking the database, because
 * the copy may be old, and because a command that was committed before gets its first answer again.
 */
export type Doubt = { waiting: Waiting; known: KnownConversation | null; refused: ErrorKind | null };

export type DecidedBatch = { placed: Placed[]; doubts: Doubt[]; later: Waiting[] };

/**
 * Each command is decided on the state that the ones before it in this batch will leave behind. The same client id
 * twice, a reply that cannot have seen a message or a resolution of this very batch, or what settles something behind anything else,
 * waits for the next.
 */
export function decideBatch(batch: Waiting[], states: StateCache): DecidedBatch {
  const decided: DecidedBatch = { placed: [], doubts: [], later: [] };
  const ahead = new Map<string, Conversation>();
  const clientIds = new Set<string>();
  const spokenIn = new Set<string>();

  for (const waiting of batch) {
    const { conversation, clientId, seen } = waiting;
    const known = states.get(conversation);
    if (!known) {
      decided.doubts.push({ waiting, known: null, refused: 'not-found' });
      continue;
    }
    const key = `${conversation} ${clientId}`;
    if ((clientId && clientIds.has(key)) || (seen !== undefined && spokenIn.has(conversation))) {
      decided.later.push(waiting);
      continue;
    }
    const before = ahead.get(conversation) ?? known.state;
    const decision = decide(before, waiting.command);
    if ('refused' in decision || decision.events.length === 0) {
      decided.doubts.push({ waiting, known, refused: 'refused' in decision ? decision.refused : null });
      continue;
    }
    const drafts = decision.events;
    if (settles(drafts) && ahead.has(conversation)) {
      decided.later.push(waiting);
      continue;
    }
    const after = placeEvents(drafts, before.seq + 1, 0).reduce(applyWhole, before);
    ahead.set(conversation, after);
    if (clientId) clientIds.add(key);
    if (drafts.some(({ type }) => type === 'message' || type === 'resolved')) spokenIn.add(conversation);
    decided.placed.push({ waiting, known, drafts, item: itemOf(waiting, before, after, drafts) });
  }
  return decided;
}

export function placeEvents(drafts: Draft[], first: number, at: number): Event[] {
  return drafts.map((draft, i) => ({ ...draft, seq: first + i, at }));
}

/** Who may repeat a client id: the conversation's one player, or the same operator. */
export function authorKey(author: Author): string {
  return author.kind === 'operator' ? `operator${author.id}` : author.kind;
}

/** What the log appends for a command that was decided. */
export function itemOf(submission: Submission, before: Conversation, after: Conversation, drafts: Draft[]): AppendItem {
  const { conversation, clientId, author, seen, page, translates } = submission;
  return {
    conversation,
    clientId,
    by: authorKey(author),
    before,
    after,
    seen: seen ?? null,
    page: page ?? null,
    drafts,
    translates: translates ?? false,
  };
}
