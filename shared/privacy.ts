/**
 * How long a site keeps what players leave behind, and what its administrators are told of one player's data. `null` keeps
 * for ever, which is what a site that was never asked gets: nothing is thrown away by an upgrade.
 */
import { z } from 'zod';
import { HOLD_REASON_MAX_CHARACTERS } from './hold-reason.ts';
import { id } from './people.ts';

const days = z.int().min(1).max(3650).nullable().default(null);

export const retentionRules = z.strictObject({
  /** After a conversation was resolved. Those that wait, are open or are put aside stay. */
  conversationDays: days,
  /** After the last visit of a player who has no conversation. */
  visitorDays: days,
});
export type RetentionRules = z.infer<typeof retentionRules>;

export const WHO_MAX_CHARACTERS = 320;
/** As it is typed: an id of the site's, an e-mail address, a conversation's reference, or the id of a contact or conversation. */
export const who = z.string().trim().min(1).max(WHO_MAX_CHARACTERS);

const count = z.int().min(0);
const at = z.int();

/** What there is of one player. `counts` are of things, in the order in which they are said. */
export const heldCounts = z.strictObject({
  conversations: count,
  /** Of them, those under way. */
  open: count,
  messages: count,
  files: count,
  fileBytes: count,
  ratings: count,
  /** What the site has signed about them. */
  attributes: count,
  /** Anonymous contacts that turned out to be theirs. */
  merged: count,
  /** What operators wrote among themselves: notes in conversations and about the player. */
  notes: count,
  /** Rows of the audit that name them. */
  audit: count,
});
export type HeldCounts = z.infer<typeof heldCounts>;

/** Why nothing of a player may go: a complaint, a court. `by` is a name, `at` in ms. */
export const playerHold = z.strictObject({ reason: z.string(), by: z.string(), at });
export type PlayerHold = z.infer<typeof playerHold>;

export const heldPlayer = z.strictObject({
  contact: id,
  /** What has to be typed to erase them. */
  code: z.string(),
  name: z.string().nullable(),
  externalId: z.string().nullable(),
  email: z.string().nullable(),
  firstSeen: at,
  lastSeen: at,
  isBlocked: z.boolean(),
  /** Null: their data may go. */
  hold: playerHold.nullable(),
  counts: heldCounts,
});
export type HeldPlayer = z.infer<typeof heldPlayer>;

export const exportAsked = z.strictObject({
  contact: id,
  /** Also what operators wrote about them among themselves. */
  internal: z.boolean().default(true),
});
/** Placing a hold, and lifting it. */
export const holdAsked = z.strictObject({
  contact: id,
  reason: z.string().trim().min(1).max(HOLD_REASON_MAX_CHARACTERS),
});
export const eraseAsked = z.strictObject({ contact: id, confirm: z.string().max(40) });

/** `player`: the beginning of a keyed hash, by which two rows of one player are known as such, and nothing else. */
export const keepingAct = z.strictObject({
  act: z.enum(['player.exported', 'player.erased', 'player.held', 'player.released', 'retention.erased']),
  at,
  /** Null: the command on the server, or retention. */
  by: z.string().nullable(),
  player: z.string().nullable(),
  conversations: count,
  players: count,
  files: count,
});
export type KeepingAct = z.infer<typeof keepingAct>;

/** What is over age now, and when something will be next; null where nothing is kept for a time. */
export const retentionAhead = z.strictObject({
  due: count,
  /** In ms: of the first that is not due yet. */
  next: at.nullable(),
  /** Where all of it falls due within the next 30 days. */
  within30Days: count,
});
export type RetentionAhead = z.infer<typeof retentionAhead>;

export const keepingReport = z.strictObject({
  rules: retentionRules,
  conversations: retentionAhead,
  visitors: retentionAhead,
  /** Newest first. */
  acts: z.array(keepingAct),
});
export type KeepingReport = z.infer<typeof keepingReport>;
