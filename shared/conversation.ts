/**
 * A conversation is a log of events; every screen is `fold(apply, events)`. Pure; what leads to events is decide.ts.
 *
 *     new ──started──▶ waiting ──assigned──▶ open ──resolved──▶ resolved
 *                        ▲  ▲                 │ │                  │ │
 *                        │  └───released or───┘ └─assigned (taken  │ │
 *                        │      transferred       over)            │ │
 *                        └──────reopened (the player wrote)────────┘ │
 *                        assigned (an operator took it up again) ◀───┘
 *
 * An open conversation whose player has long been silent is `parked`: it stays the operator's and takes no place of
 * theirs until the player writes again. A snoozed one is parked on purpose, until a time or until the player writes.
 *
 * `decide` says which events a command leads to; the log allots each its `seq`; `apply` folds it in.
 * Relay, widget and inbox all apply.
 */
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
  | ({ type: 'message'; clientId: string; text: string; language?: string | undefined } & Enclosed)
  | Translated
  /** What holds for the conversation from here on. */
  | { type: 'adjusted'; changes: Adjustments }
  | { type: 'assigned'; operator: OperatorRef }
  /** Back among the waiting; `gone`: because its operator vanished. */
  | { type: 'released'; reason?: 'gone' | undefined }
  /** Back among the waiting, with a wish for who is next and a note for them. None of it is for the player's eyes. */
  | {
      type: 'transferred';
      to: OperatorRef | null;
      team?: TeamRef | undefined;
      topic: string | null;
      note: string | null;
    }
  | { type: 'parked' }
  | { type: 'resolved'; as?: 'spam' | undefined }
  | { type: 'reopened' }
  | { type: 'read'; side: Side; upTo: number }
  /** The player says how it went. */
  | { type: 'rated'; rating: Rating }
  | Internal;

/** What operators do among themselves. A player is told that something was there, and not what: see internal.ts. */
export type Internal =
  | { type: 'note'; clientId: string; text: string }
  /** From somebody who supervises to the operator who had it then, and to no other. */
  | { type: 'whisper'; clientId: string; text: string; to: OperatorRef }
  | { type: 'tagged'; added: string[]; removed: string[] }
  | { type: 'prioritised'; priority: Priority }
  /** `until` in ms; null: until the player writes. */
  | { type: 'snoozed'; until: number | null }
  | { type: 'woken' };
export type Priority = 'low' | 'normal' | 'high' | 'urgent';

/** What a message may carry besides its text, which is empty where files say it all. */
export type Enclosed = {
  files?: FileRef[] | undefined;
  /** Seq of the message that it answers. */
  replyTo?: number | undefined;
  /** Seq of an own message that this one puts right. Both stay. */
  corrects?: number | undefined;
  about?: Subject | undefined;
};

/** A file of a message. `type` and size are what was found, not what was claimed; `bytes` is its length. */
export type FileRef = {
  id: string;
  name: string;
  type: string;
  bytes: number;
  /** In pixels, of images. */
  width?: number | undefined;
  height?: number | undefined;
};

/** What on the site a message is about: a bet, a withdrawal. `signed`: the site's server says so, not just its page. */
export type Subject = { kind: SubjectKind; id: string; title: string; url?: string | undefined; signed: boolean };
export const SUBJECT_KINDS = ['bet', 'withdrawal', 'deposit', 'bonus', 'game', 'other'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** A team as a conversation names one. */
export type TeamRef = { id: string; name: string };

/** What a player says at the end. The marks are 1 to 5; null where they gave none. */
export type Rating = {
  solved: boolean;
  speed: number | null;
  courtesy: number | null;
  competence: number | null;
  comment: string | null;
};

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
  /** Of operators only, but for the rating. Absent: none, `normal`, not snoozed, nobody's, not rated. */
  tags?: readonly string[] | undefined;
  priority?: Priority | undefined;
  snoozed?: { until: number | null } | undefined;
  team?: TeamRef | undefined;
  /** `at`: when it was first given, in ms; it may be changed for a day from then. */
  rating?: (Rating & { at: number }) | undefined;
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

/**
 * The conversation after one more event, as both sides see it; what only operators see is added by internal.ts.
 * Unknown kinds move `seq` and nothing else, so that old clients go on.
 */
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
    case 'rated':
      next.rating = { ...event.rating, at: conversation.rating?.at ?? event.at };
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
