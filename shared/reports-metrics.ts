/**
 * What is counted and measured, and how each is defined; without schemas, so that pages can import it.
 *
 * All of it is made of the log alone. The unit is the **episode**: from `started`, `reopened` (the player wrote again, or
 * said "not solved") or an operator's taking a resolved conversation up again, until it is resolved. Its topic and
 * language are those that it had at its end, or has now.
 *
 * What happens counts on the day on which it happened; **a duration, and a share of those who asked, counts on the day on
 * which it began**: "how were those served who wrote on Friday evening". A player's wait begins with their first message
 * that nobody has answered yet, or with their "not solved". Only messages answer: notes, translations, read marks and
 * whatever the system does never count. Where a clock was set back, the order of the log counts, and a duration is at least 0.
 *
 * Percentiles are nearest-rank over a histogram: what is told lies within 3.2 % of the exact one, or within 125 ms of it.
 * Counts, sums, means, shares and maxima are exact.
 */

/** What a figure of a metric looks like: see `figure` in reports.ts. */
export type MetricKind = 'count' | 'duration' | 'share' | 'mark' | 'load';
/** Of the numbers in its figures: milliseconds, so many, a share from 0 to 1, marks from 1 to 5, conversations at once. */
export type MetricUnit = 'count' | 'ms' | 'share' | 'mark' | 'conversations';

export type Metric = {
  kind: MetricKind;
  unit: MetricUnit;
  /** Whether it is some operator's; whose, its definition says. Others are left out for one operator and by operators. */
  ofOperators: boolean;
  /** Whether it can be told by topic and by language. Every metric can be told by time and by brand. */
  ofTopics: boolean;
  /** Is measured on the two clocks; see `CLOCKS`. */
  hasClocks: boolean;
  /** Without `handledBy`, what bots did is left out, because their second would hide people's minutes. */
  ofPeople: boolean;
};

const SO_MANY = { kind: 'count', unit: 'count', ofTopics: true, hasClocks: false, ofPeople: false } as const;
const LASTS = { kind: 'duration', unit: 'ms', ofOperators: true, ofTopics: true, hasClocks: true } as const;
const SHARE = { kind: 'share', unit: 'share', ofTopics: true } as const;
const MARK = {
  kind: 'mark',
  unit: 'mark',
  ofOperators: true,
  ofTopics: true,
  hasClocks: false,
  ofPeople: false,
} as const;
const OF_THEIRS = { ofOperators: true, hasClocks: false, ofPeople: false } as const;
const IN_TIME = { ofOperators: true, hasClocks: true, ofPeople: true } as const;

export const METRICS = {
  /** Conversations begun by players. */
  started: { ...SO_MANY, ofOperators: false },
  /** Resolved conversations that their players opened again, by writing or by saying "not solved". */
  reopened: { ...SO_MANY, ofOperators: false },
  /** Resolved conversations that an operator took up again; that operator's. */
  resumed: { ...SO_MANY, ofOperators: true },
  /** Times a conversation was resolved, spam apart; of who resolved it. */
  resolved: { ...SO_MANY, ofOperators: true },
  /** Times a conversation was resolved as spam, which counts in no other end: neither resolved nor abandoned; of who did. */
  spam: { ...SO_MANY, ofOperators: true },
  /** Messages of players. */
  incoming: { ...SO_MANY, ofOperators: false },
  /** Messages to players, by people or bots; of their author. Notes are none. */
  outgoing: { ...SO_MANY, ofOperators: true },
  /** Times a conversation was handed on; of who handed it on. */
  transfers: { ...SO_MANY, ofOperators: true },
  /** From when the player began to wait, for the first time in an episode, to the first message of an operator; theirs. */
  'first-response': { ...LASTS, ofPeople: true },
  /** The same for every later answer of the episode: from the player's first unanswered message to the answer. */
  response: { ...LASTS, ofPeople: true },
  /** From the beginning of an episode to its end, spam apart; of who resolved it. */
  resolution: { ...LASTS, ofPeople: false },
  /** From entering the queue to being assigned, each time anew; of who was assigned. Moving within the queue goes on waiting. */
  wait: { ...LASTS, ofPeople: false },
  /** Of the episodes in which a player began to wait: those ended (not as spam), or 24 hours old, without any answer. */
  abandonment: { ...SHARE, ofOperators: false, hasClocks: false, ofPeople: false },
  /** Of the episodes in which a player began to wait: those first answered within 1 minute. Not yet answered is not. Of who answered. */
  'answered-in-1m': { ...SHARE, ...IN_TIME },
  /** The same within 2 minutes. */
  'answered-in-2m': { ...SHARE, ...IN_TIME },
  /** The same within 5 minutes. */
  'answered-in-5m': { ...SHARE, ...IN_TIME },
  /**
   * Of the first contacts (no reopening within 7 days of a resolution) that a player rated: those "solved" and not reopened
   * within 7 days. Counts on the day of the resolution, for whoever the conversation was last assigned to.
   */
  'first-contact': { ...SHARE, ...OF_THEIRS },
  /** Of the episodes that were rated: those "solved". The newest rating of an episode counts, on its day, as in the next three. */
  solved: { ...SHARE, ...OF_THEIRS },
  /** The player's mark for speed, 1 to 5; good is 4 or 5. Of whoever the conversation was last assigned to. */
  speed: MARK,
  /** The same for courtesy. */
  courtesy: MARK,
  /** The same for competence. */
  competence: MARK,
  /**
   * Conversations of one brand that one operator had at once, parked and snoozed ones apart: the mean over the time in which
   * they had any, and the most. Counts each hour for itself, once the conversation has left the operator or was parked.
   */
  load: { kind: 'load', unit: 'conversations', ofOperators: true, ofTopics: false, hasClocks: false, ofPeople: false },
} as const satisfies Record<string, Metric>;

export type MetricKey = keyof typeof METRICS;
export const METRIC_KEYS = Object.keys(METRICS) as [MetricKey, ...MetricKey[]];
/** With every key as the same type, for those who look one up. */
export const metricOf = (key: MetricKey): Metric => METRICS[key];

/** `business`: only time within the site's hours counts (`routing.cover`); nothing where no hours are set. */
export const CLOCKS = ['elapsed', 'business'] as const;
export type ReportClock = (typeof CLOCKS)[number];

export const GROUPINGS = [
  ...['none', 'day', 'week', 'month', 'hour-of-week'],
  ...['site', 'operator', 'topic', 'language', 'handled-by'],
] as const;
export type Grouping =
  | ('none' | 'day' | 'week' | 'month' | 'hour-of-week')
  | ('site' | 'operator' | 'topic' | 'language' | 'handled-by');

/** Of an episode: a person wrote in it; else a bot did; else nobody. Of an answer: who gave it. */
export const HANDLERS = ['human', 'bot', 'none'] as const;
export type Handler = (typeof HANDLERS)[number];

export const ABANDONED_AFTER_MS = 86_400_000;
export const FIRST_CONTACT_MS = 7 * 86_400_000;
export const REPORT_DAYS_MAX = 5 * 366;
export const REPORT_SITES_MAX = 100;

/** Columns of a table as CSV, after `key` (and `name`), in order: `first-response.median`. Durations are in seconds there. */
export const COLUMNS: Record<MetricKind, readonly string[]> = {
  count: ['count'],
  duration: ['count', 'mean', 'median', 'p90'],
  share: ['count', 'part', 'share'],
  mark: ['count', 'mean', 'good'],
  load: ['mean', 'max'],
};
