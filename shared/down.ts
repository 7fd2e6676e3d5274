/**
 * Relay → client, one JSON object per WebSocket text frame. A client ignores types it does not know.
 * `ready` answers `hello`; `opened` closes the answer to each `open`.
 */
import { z } from 'zod';
import { TRANSLATION_PROBLEMS } from './conversation.ts';
import { author, conversationState, event, playerEvent, playerState } from './events.ts';
import { id, languageTag, operatorSelf, siteRef, teamMember } from './people.ts';
import { waitRange } from './queue-rules.ts';
import { alertsFrame, floorFrame, whispersFrame } from './supervision.ts';
import { DESK_VIEWS, narrowing } from './up.ts';

const seq = z.int().min(0);
const at = z.int();
/** A conversation in the player's own list. */
export const ownConversation = z.strictObject({
  id,
  state: playerState,
  /** Operators' messages after the player's read mark. */
  unread: z.int(),
  /** `files`: how many it carries; the text may be empty then. */
  lastMessage: z.strictObject({ text: z.string(), at, author, files: z.int().optional() }).nullable(),
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
const eventsOf = <E extends z.ZodType>(each: E) =>
  z.strictObject({ type: z.literal('events'), conversation: id, events: z.array(each) });
/** Too far behind, or a first look: drop what you had; `state` is as of its seq, `events` are the newest that fit. */
const resetOf = <E extends z.ZodType, S extends z.ZodType>(each: E, state: S) =>
  z.strictObject({
    type: z.literal('reset'),
    conversation: id,
    state,
    events: z.array(each),
    /** Whether `history` before the first of `events` has more. */
    more: z.boolean(),
  });
const historyOf = <E extends z.ZodType>(each: E) =>
  z.strictObject({ type: z.literal('history'), conversation: id, events: z.array(each), more: z.boolean() });

/** Caught up to `seq`; what follows is live. */
export const opened = z.strictObject({ type: z.literal('opened'), conversation: id, epoch: z.string(), seq });
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

/** Answers `attach`: where the file's bytes are put, with POST, until `until`. An address beside the script, signed. */
export const upload = z.strictObject({
  type: z.literal('upload'),
  conversation: id,
  clientId: id,
  url: z.string(),
  until: at,
});
/** Answers `link`: where what was asked for lies until `until`. `preview`: of an image, a small one. */
export const linked = z.strictObject({
  type: z.literal('link'),
  conversation: id,
  of: z.union([id, z.literal('transcript')]),
  url: z.string(),
  preview: z.string().optional(),
  until: at,
});

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
    /** They may not write; `until` null: until somebody lifts it. */
    block: z.strictObject({ until: at.nullable() }).optional(),
  }),
  /** The player's interface language. */
  locale: languageTag,
  page: z.strictObject({ url: z.string(), title: z.string() }).nullable(),
  lastMessage: z
    .strictObject({
      text: z.string(),
      at,
      author,
      /** How many it carries; the text may be empty then. */
      files: z.int().optional(),
      /** The only one is an image. */
      photo: z.literal(true).optional(),
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
  /** Who sent it on, and the beginning of their note, until somebody whose it is has opened it. */
  passed: z.strictObject({ seq, by: z.strictObject({ id, name: z.string() }), note: z.string().nullable() }).optional(),
  /** By which `all` and `resolved` are in order. */
  createdAt: at,
  resolvedAt: at.nullable(),
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
  view: z.enum(DESK_VIEWS),
  /** As it was asked for. */
  narrowed: narrowing.optional(),
  rows: z.array(deskRow),
  /** For the next page; null at the end. */
  next: z.string().nullable(),
});
/** Of those that they answer on, one is settled otherwise now. */
export const sites = z.strictObject({ type: z.literal('sites'), sites: z.array(siteRef) });
/**
 * Rows that changed in the last moment; coalesced, so that a busy conversation costs a row a moment, not a row a message.
 * `gone`: on no list any more, because there is no such conversation now.
 */
export const upsert = z.strictObject({
  type: z.literal('upsert'),
  rows: z.array(deskRow),
  gone: z.array(id).optional(),
});

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

/** Messages of operators up to this seq have reached a device of the player's. Sent again when it moves. */
export const delivered = z.strictObject({ type: z.literal('delivered'), conversation: id, upTo: seq });
/** Other operators who have it on their screens: all of them, whenever one comes or goes. */
export const viewing = z.strictObject({
  type: z.literal('viewing'),
  conversation: id,
  operators: z.array(z.strictObject({ id, name: z.string() })),
});
/** Where the player is on the site, as far as their page tells. Sent after `opened`, and when it changes. */
export const visiting = z.strictObject({
  type: z.literal('visiting'),
  conversation: id,
  /** A page of theirs is connected now. */
  online: z.boolean(),
  page: z.strictObject({ url: z.string(), title: z.string() }).nullable(),
});

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

const common = [opened, ack, error, typingSeen, upload, linked, pong] as const;
export const playerDown = z.discriminatedUnion('type', [
  playerReady,
  queue,
  eventsOf(playerEvent),
  resetOf(playerEvent, playerState),
  historyOf(playerEvent),
  ...common,
]);
export const operatorDown = z.discriminatedUnion('type', [
  operatorReady,
  listPage,
  upsert,
  sites,
  team,
  preview,
  delivered,
  viewing,
  visiting,
  floorFrame,
  alertsFrame,
  whispersFrame,
  eventsOf(event),
  resetOf(event, conversationState),
  historyOf(event),
  ...common,
]);
export type PlayerDown = z.infer<typeof playerDown>;
export type OperatorDown = z.infer<typeof operatorDown>;
export type PlayerReady = z.infer<typeof playerReady>;
export type OperatorReady = z.infer<typeof operatorReady>;
/** About one conversation, for either side: what a player gets is less of the same. */
export type ThreadFrame = Extract<OperatorDown, { type: 'events' | 'reset' | 'opened' | 'history' }>;
