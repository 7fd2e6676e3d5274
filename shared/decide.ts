/** Which events a command leads to, by what a conversation is. Pure; nobody but the relay decides. */
import type {
  Adjustments,
  Author,
  Conversation,
  Draft,
  Enclosed,
  OperatorRef,
  Rating,
  Side,
  TeamRef,
  Translated,
} from './conversation.ts';
import { authorOf, type Decision, NOTHING } from './decision.ts';
import { decideSettling, type Settling } from './settling.ts';

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
  | {
      type: 'transfer';
      operator: OperatorRef;
      to: OperatorRef | null;
      team?: TeamRef | undefined;
      topic: string | null;
      note: string | null;
    }
  | { type: 'resolve'; operator: OperatorRef; as?: 'spam' | undefined }
  | { type: 'read'; side: Side; operator?: OperatorRef | undefined; upTo: number }
  /** `at`: now, in ms. */
  | { type: 'rate'; rating: Rating; at: number }
  | Settling;

/** A rating may be changed for so long after it was first given. */
export const RATING_CHANGES_MS = 86_400_000;

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
  enclosed?: Enclosed | undefined;
};

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
    case 'rate':
      return decideRate(conversation, command);
    default:
      return decideSettling(conversation, command);
  }
}

function decidePost(conversation: Conversation, post: Post): Decision {
  const { by: author, spoken, languageChosen } = post;
  const message: Draft = {
    type: 'message',
    author,
    clientId: post.clientId,
    text: post.text,
    ...(spoken && { language: spoken }),
    ...post.enclosed,
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

/** Only what is not so already. A guess never changes what somebody chose, and a choice says that it is one. */
function adjusting(conversation: Conversation, author: Author, asked: Adjustments): Draft[] {
  const { language, languageChosen, ...sides } = asked;
  const changes: Adjustments = {};
  for (const name of Object.keys(sides) as (keyof typeof sides)[]) {
    if ((sides[name] ?? false) !== (conversation[name] ?? false)) changes[name] = sides[name];
  }
  const isOther = language !== undefined && language !== conversation.language;
  if (languageChosen && (isOther || !conversation.languageChosen)) Object.assign(changes, { language, languageChosen });
  if (!languageChosen && isOther && !conversation.languageChosen) changes.language = language;
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
  const { operator, to, team, topic, note } = transfer;
  if (status === 'new') return { refused: 'not-found' };
  if (status === 'resolved' || (status === 'open' && assignee?.id !== operator.id)) return { refused: 'conflict' };
  return { events: [{ type: 'transferred', author: authorOf(operator), to, ...(team && { team }), topic, note }] };
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

/** Once, at the end, and for a day it may be changed. Who says that it is not solved waits again. */
function decideRate({ status, rating: before }: Conversation, { rating, at }: Command & { type: 'rate' }): Decision {
  if (status === 'new') return { refused: 'not-found' };
  if (before ? at - before.at > RATING_CHANGES_MS : status !== 'resolved') return { refused: 'conflict' };
  const author: Author = { kind: 'player' };
  const rated: Draft = { type: 'rated', author, rating };
  return { events: status === 'resolved' && !rating.solved ? [rated, { type: 'reopened', author }] : [rated] };
}
