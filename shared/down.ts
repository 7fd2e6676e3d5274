/**
 * Relay → client, one JSON object per WebSocket text frame. A client ignores types it does not know.
 * `ready` answers `hello`; `opened` closes the answer to each `open`.
 */
import { z } from 'zod';
import { TRANSLATION_PROBLEMS } from './conversation.ts';
import { id, languageTag, operatorSelf, siteRef, teamMember } from './people.ts';
import { waitRange } from './queue-rules.ts';
import { ID_PATTERN } from './wire.ts';

const seq = z.int().min(0);
const at = z.int();
const operatorRef = z.strictObject({ id: z.string(), name: z.string() });

const author = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('player') }),
  z.strictObject({ kind: z.literal('operator'), id: id.optional(), name: z.string() }),
  z.strictObject({ kind: z.literal('system') }),
]);
const placed = { seq: z.int().min(1), at, author };
const side = z.enum(['player', 'operator']);

const flag = z.boolean().optional();
const choices = { languageChosen: flag, playerReadsOriginal: flag, operatorReadsOriginal: flag };
const adjustments = z.strictObject({ language: z.string().optional(), ...choices });

/** Mirrors `Event` of conversation.ts, which the widget uses without zod; a type test holds the two together. */
export const event = z.discriminatedUnion('type', [
  z.strictObject({ ...placed, type: z.literal('started'), topic: z.string().nullable(), language: z.string() }),
  z.strictObject({
    ...placed,
    type: z.literal('message'),
    clientId: z.string().regex(ID_PATTERN),
    text: z.string(),
    language: z.string().optional(),
  }),
  z.strictObject({
    ...placed,
    type: z.literal('translated'),
    of: z.int().min(1),
    reader: side,
    language: z.string(),
    text: z.string().nullable(),
    provider: z.string().nullable(),
    problem: z.enum(TRANSLATION_PROBLEMS).optional(),
  }),
  z.strictObject({ ...placed, type: z.literal('adjusted'), changes: adjustments }),
  z.strictObject({ ...placed, type: z.literal('assigned'), operator: operatorRef }),
  z.strictObject({ ...placed, type: z.literal('released'), reason: z.literal('gone').optional() }),
  z.strictObject({
    ...placed,
    type: z.literal('transferred'),
    to: operatorRef.nullable(),
    topic: z.string().nullable(),
    note: z.string().nullable(),
  }),
  z.strictObject({ ...placed, type: z.literal('parked') }),
  z.strictObject({ ...placed, type: z.literal('resolved'), as: z.literal('spam').optional() }),
  z.strictObject({ ...placed, type: z.literal('reopened') }),
  z.strictObject({ ...placed, type: z.literal('read'), side, upTo: seq }),
]);

/** Mirrors `Conversation` of conversation.ts. */
export const conversationState = z.strictObject({
  seq,
  status: z.enum(['new', 'waiting', 'open', 'resolved']),
  topic: z.string().nullable(),
  language: z.string(),
  assignee: operatorRef.nullable(),
  parked: z.boolean(),
  readByPlayer: seq,
  readByOperator: seq,
  ...choices,
});

/** A conversation in the player's own list. */
export const ownConversation = z.strictObject({
  id,
  state: conversationState,
  /** Operators' messages after the player's read mark. */
  unread: z.int(),
  lastMessage: z.strictObject({ text: z.string(), at, author }).nullable(),
});
export type OwnConversation = z.infer<typeof ownConversation>;

export const playerReady = z.strictObject({
  type: z.literal('ready'),
  version: z.int(),
  epoch: z.string(),
  /** The relay's clock, so that a device whose own is years off still shows right times. */
  now: at,
  /** Opaque; the same for the same player. Tells the client whose stored text it may send. */
  contact: z.string(),
  verified: z.boolean(),
  name: z.string().nullable(),
  /** The anonymous token of the hello is spent: its conversations are the signed player's now. */
  merged: z.boolean(),
  /** Newest activity first, at most 20. The first is opened unasked when the hello resumed none. */
  conversations: z.array(ownConversation),
});

/** Events in order, dense from the client's position on. Several while catching up, one when live. */
export const events = z.strictObject({ type: z.literal('events'), conversation: id, events: z.array(event) });
/** Too far behind, or a first look: drop what you had; `state` is as of its seq, `events` are the newest that fit. */
export const reset = z.strictObject({
  type: z.literal('reset'),
  conversation: id,
  state: conversationState,
  events: z.array(event),
  /** Whether `history` before the first of `events` has more. */
  more: z.boolean(),
});
/** Caught up to `seq`; what follows is live. */
export const opened = z.strictObject({ type: z.literal('opened'), conversation: id, epoch: z.string(), seq });
export const historyPage = z.strictObject({
  type: z.literal('history'),
  conversation: id,
  events: z.array(event),
  more: z.boolean(),
});
/** Committed. `seq` is the first one's when the client id is a repeat. */
export const ack = z.strictObject({ type: z.literal('ack'), conversation: id, clientId: id, seq, at });
export const error = z.strictObject({
  type: z.literal('error'),
  /** An `ErrorKind`; an open string, because a newer relay may know more. */
  kind: z.string(),
  /** One sentence for a developer's console, never shown to a player. */
  message: z.string(),
  clientId: id.optional(),
  conversation: id.optional(),
  retryAfterMs: z.int().optional(),
});
export const typingSeen = z.strictObject({ type: z.literal('typing'), conversation: id, author });
export const pong = z.strictObject({ type: z.literal('pong') });

/** A row of the operators' desk. Keyed by (id, state.seq): a row with a smaller seq is older news. */
export const deskRow = z.strictObject({
  id,
  site: id,
  state: conversationState,
  contact: z.strictObject({
    id,
    name: z.string().nullable(),
    verified: z.boolean(),
    externalId: z.string().nullable(),
    /** The tier of the signed identity. */
    tier: z.string().nullable(),
  }),
  /** The player's interface language. */
  locale: languageTag,
  page: z.strictObject({ url: z.string(), title: z.string() }).nullable(),
  lastMessage: z
    .strictObject({
      text: z.string(),
      at,
      author,
      language: z.string().nullable(),
      /** As an operator reads it, where it has been translated. */
      translated: z.strictObject({ language: z.string(), text: z.string() }).nullable(),
    })
    .nullable(),
  /** The player's messages after the operators' read mark. */
  unread: z.int(),
  /** When the player's unanswered wait began; null when nobody waits. */
  waitingSince: at.nullable(),
  /** When it came among the waiting, null when it is not; and whether it goes before those who came earlier. */
  queuedAt: at.nullable(),
  front: z.boolean(),
  /** The operator whom it was sent to. */
  wanted: id.nullable(),
  /** Whom it is offered to now, and until when they may take it. */
  offer: z.strictObject({ operator: id, until: at }).nullable(),
  updatedAt: at,
});
export type DeskRow = z.infer<typeof deskRow>;

export const operatorReady = z.strictObject({
  type: z.literal('ready'),
  version: z.int(),
  epoch: z.string(),
  now: at,
  operator: operatorSelf,
  sites: z.array(siteRef),
});
export const listPage = z.strictObject({
  type: z.literal('list'),
  view: z.enum(['waiting', 'mine', 'open', 'resolved']),
  rows: z.array(deskRow),
  /** For the next page; null at the end. */
  next: z.string().nullable(),
});
/** Rows that changed in the last moment; coalesced, so that a busy conversation costs a row a moment, not a row a message. */
export const upsert = z.strictObject({ type: z.literal('upsert'), rows: z.array(deskRow) });

/** Answers `preview`: what the player would receive. */
export const preview = z.strictObject({
  type: z.literal('preview'),
  clientId: id,
  language: z.string(),
  text: z.string().nullable(),
  provider: z.string().nullable(),
  problem: z.enum(TRANSLATION_PROBLEMS).optional(),
});
export type Preview = z.infer<typeof preview>;

/** Operators of the reader's sites that are new or changed; all of them after `ready`. */
export const team = z.strictObject({ type: z.literal('team'), members: z.array(teamMember) });

/** Where a player's conversation stands while it waits. Sent again when something of it changes. */
export const queue = z.strictObject({
  type: z.literal('queue'),
  conversation: id,
  /** Whether an operator is there at all. If none is, there is no place in a queue to speak of. */
  staffed: z.boolean(),
  /** 1 is next; null when nobody is there. */
  position: z.int().min(1).nullable(),
  /** Null when there is too little to go by. */
  wait: waitRange.nullable(),
  /** When somebody who speaks the player's language is expected, if nobody is there and the site's hours say. */
  expectedAt: at.nullable(),
});
export type QueueFrame = z.infer<typeof queue>;

const common = [events, reset, opened, historyPage, ack, error, typingSeen, pong] as const;
export const playerDown = z.discriminatedUnion('type', [playerReady, queue, ...common]);
export const operatorDown = z.discriminatedUnion('type', [operatorReady, listPage, upsert, team, preview, ...common]);
export type PlayerDown = z.infer<typeof playerDown>;
export type OperatorDown = z.infer<typeof operatorDown>;
export type PlayerReady = z.infer<typeof playerReady>;
export type OperatorReady = z.infer<typeof operatorReady>;
export type ThreadFrame = Extract<PlayerDown, { type: 'events' | 'reset' | 'opened' | 'history' }>;
