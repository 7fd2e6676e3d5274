/**
 * One conversation of a desk, from its first word to where it stands now: what happened is decided by the product's own
 * rules, so that the log is one that the relay could have written. The moments that `append_events` derives beside the
 * folded state are derived here as well; a test holds the two to one answer.
 */
import { itemOf, placeEvents, type Submission } from '@touchline/relay/conversations/batch.ts';
import type { AppendItem } from '@touchline/relay/conversations/store.ts';
import {
  type Author,
  type Conversation,
  type Event,
  NEW_CONVERSATION,
  type OperatorRef,
} from '@touchline/shared/conversation.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import { newId } from '@touchline/shared/wire.ts';

/** What `append_events` keeps of a conversation besides its state; in ms. */
export type Moments = {
  queuedAt: number | null;
  front: boolean;
  wantedId: string | null;
  leftBy: string | null;
  assignedAt: number | null;
  servedBy: string | null;
  lastMessageSeq: number | null;
  waitingSince: number | null;
  resolvedAt: number | null;
  updatedAt: number;
};

export type Talk = ReturnType<typeof createTalk>;

const PLAYER: Author = { kind: 'player' };

export function createTalk(id: string, begunAt: number) {
  const events: Event[] = [];
  const items: AppendItem[] = [];
  let state: Conversation = NEW_CONVERSATION;
  let moments: Moments = {
    ...{ queuedAt: null, front: false, wantedId: null, leftBy: null, assignedAt: null, servedBy: null },
    ...{ lastMessageSeq: null, waitingSince: null, resolvedAt: null, updatedAt: begunAt },
  };
  let at = begunAt;

  function happen(author: Author, command: Command, clientId: string | null = null): void {
    const decision = decide(state, command);
    if ('refused' in decision) throw new Error(`${command.type} is refused: ${decision.refused}`);
    const placed = placeEvents(decision.events, state.seq + 1, at);
    const after = placed.reduce(applyWhole, state);
    const submission: Submission = { conversation: id, command, author, clientId };
    items.push(itemOf(submission, state, after, decision.events));
    moments = moved(moments, state, after, placed, at);
    state = after;
    events.push(...placed);
  }

  return {
    id,
    begunAt,
    events,
    /** One for each command, as the log would append it. */
    items,
    get state() {
      return state;
    },
    get moments() {
      return moments;
    },
    pass(ms: number): void {
      at += ms;
    },
    asks(text: string, language: string, topic: string | null): void {
      const clientId = newId(at);
      happen(PLAYER, { type: 'post', by: PLAYER, clientId, text, topic, spoken: language, language }, clientId);
    },
    answers(operator: OperatorRef, text: string, spoken: string): void {
      const clientId = newId(at);
      const by: Author = { kind: 'operator', ...operator };
      happen(by, { type: 'post', by, clientId, text, topic: null, spoken, language: state.language }, clientId);
    },
    /** The newest message, for one side. */
    translates(reader: 'player' | 'operator', language: string, text: string): void {
      const of = moments.lastMessageSeq ?? 0;
      const translated = { type: 'translated', of, reader, language, text, provider: 'libre' } as const;
      happen({ kind: 'system' }, { type: 'translate', translated }, newId(at));
    },
    notes(operator: OperatorRef, text: string): void {
      const clientId = newId(at);
      happen({ kind: 'operator', ...operator }, { type: 'note', operator, clientId, text }, clientId);
    },
    /** Of an operator, or of the system: what nobody does by hand. */
    does(author: OperatorRef | null, command: Command): void {
      happen(author ? { kind: 'operator', ...author } : { kind: 'system' }, command, newId(at));
    },
    rates(rating: (Command & { type: 'rate' })['rating']): void {
      happen(PLAYER, { type: 'rate', rating, at }, newId(at));
    },
  };
}

function moved(before: Moments, was: Conversation, is: Conversation, events: Event[], at: number): Moments {
  const back = events.findLast((event) => event.type === 'released' || event.type === 'transferred');
  const message = events.findLast((event) => event.type === 'message');
  const waits = is.status === 'waiting';
  const isNewlyOpen = is.status === 'open' && (was.status !== 'open' || was.assignee?.id !== is.assignee?.id);
  const leaver = back?.author.kind === 'operator' ? (back.author.id ?? null) : null;
  const wanted = back?.type === 'transferred' ? (back.to?.id ?? null) : null;
  return {
    queuedAt: waits ? (was.status === 'waiting' ? (before.queuedAt ?? at) : at) : null,
    front: waits && (back !== undefined || (was.status === 'waiting' && before.front)),
    wantedId: waits ? (back ? wanted : before.wantedId) : null,
    leftBy: waits ? (back ? leaver : before.leftBy) : null,
    assignedAt: isNewlyOpen ? at : before.assignedAt,
    servedBy: is.assignee?.id ?? before.servedBy,
    lastMessageSeq: message?.seq ?? before.lastMessageSeq,
    waitingSince: waitingSince(before, is, message, at),
    resolvedAt: is.status === 'resolved' ? (before.resolvedAt ?? at) : null,
    updatedAt: at,
  };
}

function waitingSince(before: Moments, is: Conversation, message: Event | undefined, at: number): number | null {
  if (is.status === 'resolved' || message?.author.kind === 'operator') return null;
  return message ? (before.waitingSince ?? at) : before.waitingSince;
}
