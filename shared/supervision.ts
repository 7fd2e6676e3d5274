/** What supervisors and administrators see of a site's floor: the board, what passes a limit, who was there when. */
import { z } from 'zod';
import { id, languageTag, teamMember } from './people.ts';
import { SPAN_STATES } from './presence.ts';

const at = z.int();
const count = z.int().min(0);

/** When those who supervise a site are called. Null turns one off. */
export const alertLimits = z.strictObject({
  /** Somebody has waited for so many minutes. */
  waitMinutes: z.int().min(1).max(1_440).nullable().default(10),
  /** So many wait. */
  waiting: z.int().min(1).max(100_000).nullable().default(25),
  /** Those who are online have so much of their places taken. */
  loadPercent: z.int().min(1).max(100).nullable().default(90),
  /** Nobody is online within the hours in which operators are expected. */
  unattended: z.boolean().default(true),
});
export type AlertLimits = z.infer<typeof alertLimits>;

export const ALERT_KINDS = ['wait', 'waiting', 'load', 'unattended'] as const;
export const alertKind = z.enum(ALERT_KINDS);
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Minutes, conversations or percent, by the kind; of `unattended` both numbers are 0. */
export const alert = z.strictObject({
  id,
  site: id,
  kind: alertKind,
  limit: z.number(),
  /** The worst that it came to. */
  worst: z.number(),
  beganAt: at,
  /** Null while it stands. */
  endedAt: at.nullable(),
});
export type Alert = z.infer<typeof alert>;

/** Every alert that stands on the sites which the reader supervises; sent again when one begins or ends. */
export const alertsFrame = z.strictObject({ type: z.literal('alerts'), alerts: z.array(alert) });

/** At most so many conversations of a kind stand on the board one by one: their players have waited longest. */
export const BOARD_LINES_MAX = 100;

const boardContact = z.strictObject({ id, name: z.string().nullable() });

export const boardLine = z.strictObject({
  id,
  contact: boardContact,
  language: languageTag,
  topic: z.string().nullable(),
  /** Since when its player has had no answer. */
  since: at,
  /** Whom it is on offer to. */
  offeredTo: z.string().nullable(),
});
export type BoardLine = z.infer<typeof boardLine>;

/** An open conversation, by whose has it. Those whose player waits longest stand first. */
export const boardHeld = z.strictObject({
  id,
  contact: boardContact,
  language: languageTag,
  topic: z.string().nullable(),
  operator: id,
  /** Since when it has been theirs. */
  since: at,
  /** Since when its player has had no answer; null where they have one. */
  waitingSince: at.nullable(),
});
export type BoardHeld = z.infer<typeof boardHeld>;

export const boardMember = z.strictObject({
  ...teamMember.shape,
  /** Since when somebody who is online has had nothing to do; null for everybody else. */
  idleSince: at.nullable(),
});
export type BoardMember = z.infer<typeof boardMember>;

/** The floor of one site as it is now, to those who look at it. A whole picture: the next one replaces it. */
export const floorFrame = z.strictObject({
  type: z.literal('floor'),
  site: id,
  at,
  /** By language and topic, largest first; `since` of whoever has waited longest. */
  waiting: z.array(z.strictObject({ language: languageTag, topic: z.string().nullable(), count, since: at })),
  /** Of them, those who have waited for as long as the limit or longer, as of `at`. */
  over: count,
  lines: z.array(boardLine),
  held: z.array(boardHeld),
  open: count,
  snoozed: count,
  escalated: count,
  /** Given to an operator since midnight of the site's day. */
  answeredToday: count,
  people: z.array(boardMember),
  limits: alertLimits,
});
export type FloorFrame = z.infer<typeof floorFrame>;

/** Whispers that the reader has not read: the newest of each conversation that is theirs. Sent again with each new one. */
export const whispersFrame = z.strictObject({
  type: z.literal('whispers'),
  whispers: z.array(z.strictObject({ conversation: id, seq: z.int().min(1) })),
});

const stateTotals = z.record(z.enum(SPAN_STATES), count);
/** One day of a site's operators. Spans of one operator leave no hole between `from` and `until`, and do not overlap. */
export const timeline = z.strictObject({
  day: z.iso.date(),
  timeZone: z.string(),
  from: at,
  /** The end of the day, or now. */
  until: at,
  /** When the day ends: 23 or 25 hours after `from` where the clocks change. */
  ends: at,
  operators: z.array(
    z.strictObject({
      id,
      name: z.string(),
      spans: z.array(z.strictObject({ state: z.enum(SPAN_STATES), from: at, until: at })),
      /** In ms, of every state. */
      totals: stateTotals,
    }),
  ),
});
export type Timeline = z.infer<typeof timeline>;
