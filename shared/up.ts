/**
 * Client → relay, one JSON object per WebSocket text frame. Strict: an unknown field or type is a `bad-frame`.
 * A player's socket speaks `playerUp`, an operator's `operatorUp`; `hello` is first and once.
 */
import { z } from 'zod';
import { id, languageTag, presenceChoice, topic } from './people.ts';
import { MESSAGE_MAX_BYTES, TOKEN_PATTERN } from './wire.ts';

/** No larger than the column it is compared with. */
const seq = z.int32().min(0);
/** Length is judged by `judgeText`, which can say what is wrong; here is only the outer bound. */
const text = z.string().max(MESSAGE_MAX_BYTES * 2);
const epoch = z.string().max(40);

/** Where a replica stands. `seq` 0 asks for the newest that fits; an `epoch` the relay does not know, likewise. */
const position = { conversation: id, epoch, seq };
/** The player's page without its query, which may hold secrets. */
const page = z.strictObject({ url: z.string().max(500), title: z.string().max(200) });

export const playerHello = z.strictObject({
  type: z.literal('hello'),
  version: z.int(),
  /** Made by the client before it needs one; the relay stores its hash with the first message. */
  token: z.string().regex(TOKEN_PATTERN).optional(),
  /** A JWT signed by the site's server. With `token`, the anonymous conversations join the signed player's. */
  identity: z.string().max(4096).optional(),
  /** Of the interface: what the player speaks, until they write. */
  locale: languageTag,
  /** They picked it in the widget, so that no guess changes it. */
  localeChosen: z.literal(true).optional(),
  page: page.optional(),
  resume: z.strictObject(position).optional(),
});

export const open = z.strictObject({ type: z.literal('open'), ...position });
/** Older events, newest first page by page; answered by `history`. */
export const history = z.strictObject({ type: z.literal('history'), conversation: id, before: seq });
export const typing = z.strictObject({ type: z.literal('typing'), conversation: id });
export const read = z.strictObject({ type: z.literal('read'), conversation: id, upTo: seq });
export const ping = z.strictObject({ type: z.literal('ping') });
export const pageFrame = z.strictObject({ type: z.literal('page'), ...page.shape });

/** The language that the player writes and reads, picked by hand by either side: no guess changes it any more. */
export const speak = z.strictObject({
  type: z.literal('speak'),
  conversation: id,
  clientId: id,
  language: languageTag,
});
const translating = { type: z.literal('translating'), conversation: id, clientId: id, on: z.boolean() };
/** Whether the player reads translations in this conversation. */
export const playerTranslating = z.strictObject(translating);
/** Whether that side does. */
export const operatorTranslating = z.strictObject({ ...translating, side: z.enum(['player', 'operator']) });

export const playerPost = z.strictObject({
  type: z.literal('post'),
  conversation: id,
  clientId: id,
  text,
  /** Of a conversation's first message; ignored later. */
  topic: topic.optional(),
});

export const playerUp = z.discriminatedUnion('type', [
  playerHello,
  open,
  history,
  playerPost,
  speak,
  playerTranslating,
  read,
  typing,
  pageFrame,
  ping,
]);
export type PlayerUp = z.infer<typeof playerUp>;
export type PlayerHello = z.infer<typeof playerHello>;
export type PlayerPost = z.infer<typeof playerPost>;

/** The cookie says who; the frame says which language of the contract. */
export const operatorHello = z.strictObject({
  type: z.literal('hello'),
  version: z.int(),
  /** Newest `updatedAt` of the rows that this client has: it comes back, and is sent those that changed since. */
  since: z.int().min(0).max(8.64e15).optional(),
});
export type OperatorHello = z.infer<typeof operatorHello>;
export const operatorPost = z.strictObject({
  type: z.literal('post'),
  conversation: id,
  clientId: id,
  text,
  /** Newest seq on the author's screen. Somebody else's newer message refuses the reply as `behind` (A10). */
  seen: seq,
});
/** A conversation no longer looked at: its events stop, the desk's `upsert` goes on. */
export const shut = z.strictObject({ type: z.literal('shut'), conversation: id });

const command = { conversation: id, clientId: id };
/** `over`: the colleague it is knowingly taken from. Without it an open conversation is a `conflict`. */
export const take = z.strictObject({ type: z.literal('take'), ...command, over: id.optional() });
export const release = z.strictObject({ type: z.literal('release'), ...command });
/** To a colleague, to those who know a topic, or, with neither, to anybody. It waits in front until one is there. */
export const transfer = z.strictObject({
  type: z.literal('transfer'),
  ...command,
  to: id.optional(),
  topic: topic.optional(),
  /** For the next operator, never for the player. */
  note: text.optional(),
});
export const resolve = z.strictObject({ type: z.literal('resolve'), ...command, as: z.literal('spam').optional() });
/** What would the player receive? Answered by `preview` with the same client id; nothing is sent to the player. */
export const preview = z.strictObject({ type: z.literal('preview'), ...command, text });
/** "Not me": an offered conversation goes on to the next. Taking it is a `take`. */
export const decline = z.strictObject({ type: z.literal('decline'), conversation: id });
export const presence = z.strictObject({ type: z.literal('presence'), choice: presenceChoice });
/** A list of the desk, of `resolved` a page of it; answered by `list`. */
export const list = z.strictObject({
  type: z.literal('list'),
  view: z.enum(['waiting', 'mine', 'open', 'resolved']),
  before: z.string().max(80).optional(),
});

export const operatorUp = z.discriminatedUnion('type', [
  operatorHello,
  list,
  open,
  shut,
  history,
  operatorPost,
  take,
  release,
  transfer,
  resolve,
  speak,
  operatorTranslating,
  preview,
  decline,
  presence,
  read,
  typing,
  ping,
]);
export type OperatorUp = z.infer<typeof operatorUp>;
export type OperatorPost = z.infer<typeof operatorPost>;
export type DeskView = z.infer<typeof list>['view'];
