/**
 * A conversation is a log of events; every screen is `fold(apply, events)`. Everything here is pure.
 *
 *     new ──started──▶ waiting ──assigned──▶ open ──resolved──▶ resolved
 *                        ▲  ▲                 │ │                  │ │
 *                        │  └────released─────┘ └─assigned (taken  │ │
 *                        │                        over)            │ │
 *                        └──────reopened (the player wrote)────────┘ │
 *                        assigned (an operator took it up again) ◀───┘
 *
 * `decide` says which events a command leads to; the log allots each its `seq`; `apply` folds it in.
 * Nobody but the relay decides; relay, widget and inbox all apply.
 */
import type { ErrorKind } from './wire.ts';

export type Status = 'new' | 'waiting' | 'open' | 'resolved';

export const TRANSITIONS: Record<Status, readonly Status[]> = {
  new: ['waiting'],
  waiting: ['open', 'resolved'],
  open: ['open', 'waiting', 'resolved'],
  resolved: ['waiting', 'open'],
};

/** An operator as a conversation names one: `name` is what the player reads. */
export type OperatorRef = { id: string; name: string };

/** Who caused an event. To a player an operator has a name and no id. */
export type Author = { kind: 'player' } | { kind: 'operator'; id?: string; name: string } | { kind: 'system' };

/** What happened. `started` is always the first event of a log. */
export type Happening =
  | { type: 'started'; topic: string | null; language: string }
  | { type: 'message'; clientId: string; text: string }
  | { type: 'assigned'; operator: OperatorRef }
  | { type: 'released' }
  | { type: 'resolved' }
  | { type: 'reopened' }
  | { type: 'read'; side: Side; upTo: number };

/** The two sides of a conversation; each has one read mark. */
export type Side = 'player' | 'operator';

/** A happening before the log has placed it. */
export type Draft = Happening & { author: Author };

/** A happening in its place: `seq` is dense from 1 per conversation, `at` is the relay's clock in ms. */
export type Event = Draft & { seq: number; at: number };
export type Message = Event & { type: 'message' };

export type Conversation = {
  /** Of the newest event applied; 0 before the first. */
  seq: number;
  status: Status;
  topic: string | null;
  language: string;
  assignee: OperatorRef | null;
  /** Messages up to this seq have been on the player's, or an assigned operator's, screen. */
  readByPlayer: number;
  readByOperator: number;
};

export const NEW_CONVERSATION: Conversation = {
  seq: 0,
  status: 'new',
  topic: null,
  language: 'en',
  assignee: null,
  readByPlayer: 0,
  readByOperator: 0,
};

export type Command =
  | { type: 'post'; by: Author; clientId: string; text: string; topic: string | null; language: string }
  /** `over`: the colleague whose conversation is knowingly taken over. */
  | { type: 'take'; operator: OperatorRef; over?: string | undefined }
  | { type: 'release'; operator: OperatorRef }
  | { type: 'resolve'; operator: OperatorRef }
  | { type: 'read'; side: Side; operator?: OperatorRef | undefined; upTo: number };

export type Decision = { events: Draft[] } | { refused: ErrorKind };

const NOTHING: Decision = { events: [] };

/** Which events a command leads to. An empty list means that what it asks for already holds. */
export function decide(conversation: Conversation, command: Command): Decision {
  switch (command.type) {
    case 'post':
      return decidePost(conversation, command);
    case 'take':
      return decideTake(conversation, command.operator, command.over);
    case 'release':
      return decideRelease(conversation, command.operator);
    case 'resolve':
      return decideResolve(conversation, command.operator);
    case 'read':
      return decideRead(conversation, command);
  }
}

/** The conversation after one more event. Unknown kinds move `seq` and nothing else, so that old clients go on. */
export function apply(conversation: Conversation, event: Event): Conversation {
  const next = { ...conversation, seq: event.seq };
  switch (event.type) {
    case 'started':
      next.status = 'waiting';
      next.topic = event.topic;
      next.language = event.language;
      break;
    case 'assigned':
      next.status = 'open';
      next.assignee = event.operator;
      break;
    case 'released':
    case 'reopened':
      next.status = 'waiting';
      next.assignee = null;
      break;
    case 'resolved':
      next.status = 'resolved';
      break;
    case 'read':
      if (event.side === 'player') next.readByPlayer = Math.max(next.readByPlayer, event.upTo);
      else next.readByOperator = Math.max(next.readByOperator, event.upTo);
      break;
  }
  return next;
}

function decidePost(conversation: Conversation, post: Command & { type: 'post' }): Decision {
  const { by: author } = post;
  const message: Draft = { type: 'message', author, clientId: post.clientId, text: post.text };
  const { status, assignee } = conversation;

  if (author.kind === 'operator') {
    if (status === 'new' || !author.id) return { refused: 'not-found' };
    const operator = { id: author.id, name: author.name };
    if (status === 'open') return assignee?.id === author.id ? { events: [message] } : { refused: 'conflict' };
    return { events: [{ type: 'assigned', author, operator }, message] };
  }
  if (status === 'new') {
    return { events: [{ type: 'started', author, topic: post.topic, language: post.language }, message] };
  }
  return { events: status === 'resolved' ? [{ type: 'reopened', author }, message] : [message] };
}

function decideTake(conversation: Conversation, operator: OperatorRef, over: string | undefined): Decision {
  const { status, assignee } = conversation;
  if (status === 'new') return { refused: 'not-found' };
  if (status === 'open' && assignee) {
    if (assignee.id === operator.id) return NOTHING;
    if (assignee.id !== over) return { refused: 'conflict' };
  }
  return { events: [{ type: 'assigned', author: authorOf(operator), operator }] };
}

function decideRelease({ status, assignee }: Conversation, operator: OperatorRef): Decision {
  if (status === 'new') return { refused: 'not-found' };
  if (status === 'waiting') return NOTHING;
  if (status === 'resolved' || assignee?.id !== operator.id) return { refused: 'conflict' };
  return { events: [{ type: 'released', author: authorOf(operator) }] };
}

function decideResolve({ status, assignee }: Conversation, operator: OperatorRef): Decision {
  if (status === 'new') return { refused: 'not-found' };
  if (status === 'resolved') return NOTHING;
  if (status === 'open' && assignee?.id !== operator.id) return { refused: 'conflict' };
  return { events: [{ type: 'resolved', author: authorOf(operator) }] };
}

/** A mark only moves forward, never past the log, and for the operators only by the one who answers. */
function decideRead(conversation: Conversation, { side, operator, upTo }: Command & { type: 'read' }): Decision {
  const mark = side === 'player' ? conversation.readByPlayer : conversation.readByOperator;
  if (upTo <= mark) return NOTHING;
  if (upTo > conversation.seq) return { refused: 'bad-request' };
  if (side === 'player') return { events: [{ type: 'read', author: { kind: 'player' }, side, upTo }] };
  if (!operator || conversation.assignee?.id !== operator.id) return NOTHING;
  return { events: [{ type: 'read', author: authorOf(operator), side, upTo }] };
}

function authorOf(operator: OperatorRef): Author {
  return { kind: 'operator', ...operator };
}
