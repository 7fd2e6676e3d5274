/**
 * Client → relay, one JSON object per WebSocket text frame. Strict: an unknown field or type is a `bad-frame`.
 * A player's socket speaks `playerUp`, an operator's `operatorUp`; `hello` is first and once.
 */
import { z } from 'zod';
import { rating, subject } from './events.ts';
import { PRIORITIES } from './internal.ts';
import { id, languageTag, presenceChoice, topic } from './people.ts';
import { FILE_NAME_MAX_CHARACTERS, FILES_PER_MESSAGE, MESSAGE_MAX_BYTES, TOKEN_PATTERN } from './wire.ts';

/** No larger than the column it is compared with. */
const seq = z.int32().min(0);
/** Length is judged by `judgeText`, which can say what is wrong; here is only the outer bound. */
const text = z.string().max(MESSAGE_MAX_BYTES * 2);
const epoch = z.string().max(40);
/** What the site's page says that the player writes about, or, signed by its server, a JWT that says it. */
const about = z.union([
  z.strictObject({
    ...subject.shape,
    id: z.string().min(1).max(100),
    title: z.string().min(1).max(200),
    url: z.string().max(500).optional(),
    signed: z.literal(false),
  }),
  z.string().max(4096),
]);
/** Of a message: files that were put in place before it, and which message it answers or puts right. */
const enclosed = {
  files: z.array(id).min(1).max(FILES_PER_MESSAGE).optional(),
  replyTo: seq.optional(),
  corrects: seq.optional(),
};

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
  ...enclosed,
  about: about.optional(),
});

/** A file is about to come. Answered by `upload`; a message then names the client id among its `files`. */
export const attach = z.strictObject({
  type: z.literal('attach'),
  conversation: id,
  clientId: id,
  name: z.string().min(1).max(FILE_NAME_MAX_CHARACTERS),
  /** As the browser takes it to be; what counts is the content. */
  contentType: z.string().max(100),
  bytes: z.int().min(1),
});
/** `topic` as in `post`: what a conversation that begins with a file is about. */
export const playerAttach = attach.extend({ topic: topic.optional() });
/** Asks for the address of a file, or of the whole conversation as a page to print. Answered by `link`. */
export const link = z.strictObject({
  type: z.literal('link'),
  conversation: id,
  of: z.union([id, z.literal('transcript')]),
});
/** How it went. Once a conversation is resolved, and for a day after that it may be changed. */
export const rate = z.strictObject({ type: z.literal('rate'), conversation: id, clientId: id, rating });

export const playerUp = z.discriminatedUnion('type', [
  playerHello,
  open,
  history,
  playerPost,
  speak,
  playerTranslating,
  playerAttach,
  link,
  rate,
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
  ...enclosed,
});
/** A conversation no longer looked at: its events stop, the desk's `upsert` goes on. */
export const shut = z.strictObject({ type: z.literal('shut'), conversation: id });

const command = { conversation: id, clientId: id };
/** `over`: the colleague it is knowingly taken from. Without it an open conversation is a `conflict`. */
export const take = z.strictObject({ type: z.literal('take'), ...command, over: id.optional() });
export const release = z.strictObject({ type: z.literal('release'), ...command });
/** To a colleague, a team, those who know a topic, or, with none of them, to anybody. It waits in front until one is there. */
export const transfer = z.strictObject({
  type: z.literal('transfer'),
  ...command,
  to: id.optional(),
  team: id.optional(),
  topic: topic.optional(),
  /** For the next operator, never for the player. */
  note: text.optional(),
});
export const resolve = z.strictObject({ type: z.literal('resolve'), ...command, as: z.literal('spam').optional() });
/** For operators only. */
export const note = z.strictObject({ type: z.literal('note'), ...command, text });
/** From somebody who supervises the site, to the operator who has it; a `conflict` where that is another one by now. */
export const whisper = z.strictObject({ type: z.literal('whisper'), ...command, to: id, text });
/** Tags are kept as `tagOf` makes them; one that is none is a `bad-request`. */
export const tag = z.strictObject({
  type: z.literal('tag'),
  ...command,
  add: z.array(z.string().max(1_000)).max(20).optional(),
  remove: z.array(z.string().max(1_000)).max(20).optional(),
});
export const prioritise = z.strictObject({ type: z.literal('prioritise'), ...command, priority: z.enum(PRIORITIES) });
/** Put aside until a moment in ms, or, with null, until the player writes. */
export const snooze = z.strictObject({
  type: z.literal('snooze'),
  ...command,
  until: z.int().min(0).max(8.64e15).nullable(),
});
export const wake = z.strictObject({ type: z.literal('wake'), ...command });
/** What would the player receive? Answered by `preview` with the same client id; nothing is sent to the player. */
export const preview = z.strictObject({ type: z.literal('preview'), ...command, text });
/** "Not me": an offered conversation goes on to the next. Taking it is a `take`. */
export const decline = z.strictObject({ type: z.literal('decline'), conversation: id });
export const presence = z.strictObject({ type: z.literal('presence'), choice: presenceChoice });
/** Looks at the board of the sites that the asker supervises, or looks away: `floor` comes at once, then as it changes. */
export const floor = z.strictObject({ type: z.literal('floor'), on: z.boolean() });
/**
 * Lists of the desk. Waiting, mine, open, escalated (sent to a team) and snoozed are of what is under way; resolved and
 * all go back to the first day, newest first.
 */
export const DESK_VIEWS = ['waiting', 'mine', 'open', 'escalated', 'snoozed', 'resolved', 'all'] as const;
/** Only conversations of which all of this is so. */
export const narrowing = z.strictObject({
  site: id.optional(),
  language: languageTag.optional(),
  topic: topic.optional(),
  tag: z.string().max(100).optional(),
  priority: z.enum(PRIORITIES).optional(),
  /** Players who were not content: narrowed.ts says what that is. */
  rating: z.literal('low').optional(),
});
export type Narrowing = z.infer<typeof narrowing>;
/** A page of a list: of what is under way a large one; answered by `list`. */
export const list = z.strictObject({
  type: z.literal('list'),
  view: z.enum(DESK_VIEWS),
  narrowed: narrowing.optional(),
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
  note,
  whisper,
  tag,
  prioritise,
  snooze,
  wake,
  attach,
  link,
  speak,
  operatorTranslating,
  preview,
  decline,
  presence,
  floor,
  read,
  typing,
  ping,
]);
export type OperatorUp = z.infer<typeof operatorUp>;
export type OperatorPost = z.infer<typeof operatorPost>;
export type DeskView = (typeof DESK_VIEWS)[number];
