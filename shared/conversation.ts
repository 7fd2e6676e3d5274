/**
 * A conversation is a log of events; every screen is `fold(apply, events)`. Everything here is pure.
 *
 *     new ──started──▶ waiting ──assigned──▶ open ──resolved──▶ resolved
 *                        ▲  ▲                 │ │                  │ │
 *                        │  └───released or───┘ └─assigned (taken  │ │
 *                        │      transferred       over)            │ │
 *                        └──────reopened (the player wrote)────────┘ │
 *                        assigned (an operator took it up again) ◀───┘
 *
 * An open conversation whose player has long been silent is `parked`: it stays the operator's and takes no place of
 * theirs until the player writes again.
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
  /** `language`: which one it seems to be in; absent where nobody can tell. */
  | { type: 'message'; clientId: string; text: string; language?: string | undefined }
  | Translated
  /** What holds for the conversation from here on. */
  | { type: 'adjusted'; changes: Adjustments }
  | { type: 'assigned'; operator: OperatorRef }
  /** Back among the waiting; `gone`: because its operator vanished. */
  | { type: 'released'; reason?: 'gone' | undefined }
  /** Back among the waiting, with a wish for who is next and a note for them. Neither is for the player's eyes. */
  | { type: 'transferred'; to: OperatorRef | null; topic: string | null; note: string | null }
  | { type: 'parked' }
  | { type: 'resolved'; as?: 'spam' | undefined }
  | { type: 'reopened' }
  | { type: 'read'; side: Side; upTo: number };

/** The two sides of a conversation; each has one read mark. */
export type Side = 'player' | 'operator';

/**
 * A message in the language of one side, or, without a text, why that side reads the original. The newest one for a
 * message and a side counts.
 */
export type Translated = {
  type: 'translated';
  /** Seq of the message. */
  of: number;
  /** Who reads it. */
  reader: Side;
  language: string;
  text: string | null;
  /** Who translated, as the site's administrator accepted them. */
  provider: string | null;
  problem?: TranslationProblem | undefined;
};
/**
 * `altered`: a number, an id, a link or a name was not the same afterwards. `unavailable`: nobody answered; it is tried again.
 * `unsupported`: nobody translates between the two. `budget`: the site's characters are used up.
 */
export const TRANSLATION_PROBLEMS = ['altered', 'unavailable', 'unsupported', 'budget'] as const;
export type TranslationProblem = (typeof TRANSLATION_PROBLEMS)[number];

/** What people, and the detection of languages, settle for a whole conversation. */
export type Adjustments = {
  /** What the player writes and reads. */
  language?: string | undefined;
  /** Somebody chose it, so that no guess changes it any more. */
  languageChosen?: boolean | undefined;
  /** This side wants no translations. */
  playerReadsOriginal?: boolean | undefined;
  operatorReadsOriginal?: boolean | undefined;
};

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
  /** Waits for its player, and takes no place of its operator's. */
  parked: boolean;
  /** Messages up to this seq have been on the player's, or an assigned operator's, screen. */
  readByPlayer: number;
  readByOperator: number;
  /** As in `Adjustments`; absent is false. */
  languageChosen?: boolean | undefined;
  playerReadsOriginal?: boolean | undefined;
  operatorReadsOriginal?: boolean | undefined;
};

export const NEW_CONVERSATION: Conversation = {
  seq: 0,
  status: 'new',
  topic: null,
  language: 'en',
  assignee: null,
  parked: false,
  readByPlayer: 0,
  readByOperator: 0,
};

export type Command =
  | Post
  /** What a provider answered; the translation feature's, nobody's by hand. */
  | { type: 'translate'; translated: Translated }
  | { type: 'adjust'; by: Author; changes: Adjustments }
  /** `over`: the colleague whose conversation is knowingly taken over. */
  | { type: 'take'; operator: OperatorRef; over?: string | undefined }
  /** Gives a waiting conversation to an operator; routing's, nobody's by hand. */
  | { type: 'assign'; operator: OperatorRef }
  | { type: 'release'; operator: OperatorRef; gone?: true }
  | { type: 'park'; operator: OperatorRef }
  | { type: 'transfer'; operator: OperatorRef; to: OperatorRef | null; topic: string | null; note: string | null }
  | { type: 'resolve'; operator: OperatorRef; as?: 'spam' | undefined }
  | { type: 'read'; side: Side; operator?: OperatorRef | undefined; upTo: number };

type Post = {
  type: 'post';
  by: Author;
  clientId: string;
  text: string;
  topic: string | null;
  /** Of the message, where one can tell. */
  spoken?: string | undefined;
  /** What the player speaks, going by all that they wrote; of an operator's message it does not matter. */
  language: string;
  /** They said so themselves. */
  languageChosen?: true | undefined;
};

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
      return decideRelease(conversation, command);
    case 'assign':
      return decideAssign(conversation, command.operator);
    case 'park':
      return decidePark(conversation, command.operator);
    case 'transfer':
      return decideTransfer(conversation, command);
    case 'resolve':
      return decideResolve(conversation, command);
    case 'translate':
      return conversation.status === 'new'
        ? { refused: 'not-found' }
        : { events: [{ ...command.translated, author: { kind: 'system' } }] };
    case 'adjust':
      return decideAdjust(conversation, command);
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
    case 'transferred':
      next.status = 'waiting';
      next.assignee = null;
      next.topic = event.topic ?? conversation.topic;
      break;
    case 'parked':
      next.parked = true;
      break;
    case 'resolved':
      next.status = 'resolved';
      break;
    case 'adjusted':
      Object.assign(next, event.changes);
      break;
    case 'message':
      if (event.author.kind === 'player') next.parked = false;
      break;
    case 'read':
      if (event.side === 'player') next.readByPlayer = Math.max(next.readByPlayer, event.upTo);
      else next.readByOperator = Math.max(next.readByOperator, event.upTo);
      break;
  }
  // Somebody else is to answer: what was parked is not any more.
  if (next.status !== conversation.status || next.assignee !== conversation.assignee) next.parked = false;
  return next;
}

function decidePost(conversation: Conversation, post: Post): Decision {
  const { by: author, spoken, languageChosen } = post;
  const message: Draft = {
    type: 'message',
    author,
    clientId: post.clientId,
    text: post.text,
    ...(spoken && { language: spoken }),
  };
  const { status, assignee } = conversation;

  if (author.kind === 'operator') {
    if (status === 'new' || !author.id) return { refused: 'not-found' };
    const operator = { id: author.id, name: author.name };
    if (status === 'open') return assignee?.id === author.id ? { events: [message] } : { refused: 'conflict' };
    return { events: [{ type: 'assigned', author, operator }, message] };
  }
  const heard = adjusting(conversation, author, { language: post.language, ...(languageChosen && { languageChosen }) });
  if (status === 'new') {
    const started: Draft = { type: 'started', author, topic: post.topic, language: post.language };
    return { events: languageChosen ? [started, ...heard, message] : [started, message] };
  }
  const reopened: Draft[] = status === 'resolved' ? [{ type: 'reopened', author }] : [];
  return { events: [...reopened, ...heard, message] };
}

/** Only what is not so already; a guess never changes what somebody chose. */
function adjusting(conversation: Conversation, author: Author, { ...changes }: Adjustments): Draft[] {
  if (conversation.languageChosen && !changes.languageChosen) delete changes.language;
  for (const name of Object.keys(changes) as (keyof Adjustments)[]) {
    if ((changes[name] ?? false) === (conversation[name] ?? false)) delete changes[name];
  }
  return Object.keys(changes).length > 0 ? [{ type: 'adjusted', author, changes }] : [];
}

function decideAdjust(conversation: Conversation, { by, changes }: Command & { type: 'adjust' }): Decision {
  const { status, assignee } = conversation;
  if (status === 'new') return { refused: 'not-found' };
  if (by.kind === 'operator' && status === 'open' && assignee?.id !== by.id) return { refused: 'conflict' };
  return { events: adjusting(conversation, by, changes) };
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

function decideRelease(
  { status, assignee }: Conversation,
  { operator, gone }: Command & { type: 'release' },
): Decision {
  if (status === 'new') return { refused: 'not-found' };
  if (status === 'waiting') return NOTHING;
  if (status === 'resolved' || assignee?.id !== operator.id) return { refused: 'conflict' };
  if (gone) return { events: [{ type: 'released', author: { kind: 'system' }, reason: 'gone' }] };
  return { events: [{ type: 'released', author: authorOf(operator) }] };
}

function decideAssign({ status }: Conversation, operator: OperatorRef): Decision {
  if (status !== 'waiting') return { refused: 'conflict' };
  return { events: [{ type: 'assigned', author: { kind: 'system' }, operator }] };
}

function decidePark({ status, assignee, parked }: Conversation, operator: OperatorRef): Decision {
  if (status !== 'open' || assignee?.id !== operator.id || parked) return NOTHING;
  return { events: [{ type: 'parked', author: { kind: 'system' } }] };
}

/** The one who answers hands over; what waits anybody may send on. */
function decideTransfer({ status, assignee }: Conversation, transfer: Command & { type: 'transfer' }): Decision {
  const { operator, to, topic, note } = transfer;
  if (status === 'new') return { refused: 'not-found' };
  if (status === 'resolved' || (status === 'open' && assignee?.id !== operator.id)) return { refused: 'conflict' };
  return { events: [{ type: 'transferred', author: authorOf(operator), to, topic, note }] };
}

function decideResolve({ status, assignee }: Conversation, { operator, as }: Command & { type: 'resolve' }): Decision {
  if (status === 'new') return { refused: 'not-found' };
  if (status === 'resolved') return NOTHING;
  if (status === 'open' && assignee?.id !== operator.id) return { refused: 'conflict' };
  return { events: [{ type: 'resolved', author: authorOf(operator), ...(as && { as }) }] };
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
