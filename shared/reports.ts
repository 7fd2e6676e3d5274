/** What is asked about numbers, and what is answered. How each is defined stands in reports-metrics.ts. */
import { z } from 'zod';
import { id, languageTag, topic } from './people.ts';
import { CLOCKS, GROUPINGS, type Grouping, HANDLERS, METRIC_KEYS, REPORT_SITES_MAX } from './reports-metrics.ts';

/** A day of the calendar, in the site's own zone. */
export const reportDay = z.iso.date().regex(/^2[01]/, 'a day of this century or the next');
const list = <Item extends z.ZodType>(item: Item, max: number) =>
  z.preprocess(
    (text) => (typeof text === 'string' ? [...new Set(text.split(',', max + 1))] : text),
    z.array(item).min(1).max(max),
  );
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/**
 * `GET /api/reports/table`: one table. Lists are separated by commas.
 *
 * Supervisors and administrators ask for sites of theirs; on a site on which one is no more than an operator one is shown
 * one's own numbers, whatever the filter. Another operator then is `not-found`.
 */
export const reportQuery = z.strictObject({
  sites: list(id, REPORT_SITES_MAX),
  /** The first and the last day, both included. `from` after `to`, or more than five years, is a `bad-request`. */
  from: reportDay,
  to: reportDay,
  by: z.enum(GROUPINGS as unknown as [Grouping, ...Grouping[]]).default('none'),
  /** Those that can be told so, where left out. */
  metrics: list(z.enum(METRIC_KEYS), METRIC_KEYS.length).optional(),
  clock: z.enum(CLOCKS).default('elapsed'),
  /** Also the same number of days before `from`. */
  compare: flag.default(false),
  /** `own`: each brand in its own days. Left out, brands of several zones are a `bad-request`. */
  zone: z.enum(['own']).optional(),
  operator: id.optional(),
  /** `none`: without a topic. */
  topic: topic.or(z.literal('none')).optional(),
  /** The base language: `pt` is `pt-BR` too. */
  language: languageTag.optional(),
  handledBy: z.enum(HANDLERS).optional(),
});
export type ReportQuery = z.infer<typeof reportQuery>;

const count = z.int().min(0);
/** Null where there is nothing to tell it of; never NaN. */
const number = z.number().nullable();

/** Of a metric, as its kind says. */
export const figure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), count }),
  /** In ms. */
  z.strictObject({ kind: z.literal('duration'), count, mean: number, median: number, p90: number }),
  /** `part` of `count`; `share` from 0 to 1. */
  z.strictObject({ kind: z.literal('share'), count, part: count, share: number }),
  /** `good`: the share of 4 and 5. `marks`: how many of 1, 2, 3, 4, 5. */
  z.strictObject({ kind: z.literal('mark'), count, mean: number, good: number, marks: z.array(count).length(5) }),
  z.strictObject({ kind: z.literal('load'), mean: number, max: count }),
]);
export type Figure = z.infer<typeof figure>;

export const figures = z.partialRecord(z.enum(METRIC_KEYS), figure);
export type Figures = z.infer<typeof figures>;

export const reportRow = z.strictObject({
  /**
   * By day, and by week its Monday: `2026-03-30`; by month: `2026-03`; by hour of week: ISO day and hour, `1-00` to `7-23`;
   * by site and operator: the id; by topic, language and handled-by: the thing itself. '' for nobody's, or without a topic.
   */
  key: z.string(),
  /** Of a site or an operator, as it is now; null for the others and for who is gone. */
  name: z.string().nullable(),
  figures,
});
export type ReportRow = z.infer<typeof reportRow>;

export const reportRange = z.strictObject({ from: reportDay, to: reportDay });

/** Every row has every metric of `metrics`. By time there is a row for each day, week, month or hour, also without anything. */
const tableOf = { range: reportRange, total: figures, rows: z.array(reportRow) };
export const reportTable = z.strictObject({
  by: z.enum(GROUPINGS as unknown as [Grouping, ...Grouping[]]),
  clock: z.enum(CLOCKS),
  /** Those that were asked for and can be told so. */
  metrics: z.array(z.enum(METRIC_KEYS)),
  /** Null where each brand has its own. */
  zone: z.string().nullable(),
  /** Whether every asked-for brand has hours, so that the business clock says something. */
  hasHours: z.boolean(),
  /** False while older conversations are still being read: after an upgrade, a rebuild, or a change of zone or hours. */
  complete: z.boolean(),
  ...tableOf,
  previous: z.strictObject(tableOf).nullable(),
});
export type ReportTable = z.infer<typeof reportTable>;

/**
 * `GET /api/reports/table.csv`: the same table as a file. `words`, as JSON, is what the columns (`key`, `name`,
 * `first-response.median`: see `COLUMNS`) and the keys of rows are called by their reader; without it they are what they are.
 */
export const reportCsvQuery = reportQuery.omit({ compare: true }).extend({
  words: z
    .string()
    .max(16_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string().max(100), z.string().max(200)))
    .optional(),
});
export type ReportCsvQuery = z.infer<typeof reportCsvQuery>;

/** `GET /api/reports/digest`: a week of one brand by topic, for its supervisors and administrators. */
export const digestQuery = z.strictObject({
  site: id,
  /** Any day of it. A week is Monday to Sunday in the site's zone. */
  week: reportDay,
});
export type DigestQuery = z.infer<typeof digestQuery>;

export const DIGEST_COMMENTS_MAX = 200;

export const digestTopic = z.strictObject({
  /** '' without a topic. */
  topic: z.string(),
  /** `started`, `reopened`, `resolved`, `first-response`, `abandonment`, `first-contact`, `solved` and the three marks. */
  figures,
  /** The mean of the four weeks before, of what was started; null where the brand had nothing in any of them. */
  usual: number,
  /**
   * Against the usual, guarded against small numbers: only ten or more a week, a quarter more (or less), and further off
   * than twice the square root of the usual, which chance alone seldom is. Of a week that is not over only `rose` is told.
   */
  trend: z.enum(['rose', 'fell', 'steady', 'unknown']),
});
export type DigestTopic = z.infer<typeof digestTopic>;

export const digestComment = z.strictObject({
  conversation: id,
  at: z.int(),
  topic: z.string(),
  operator: z.strictObject({ id, name: z.string().nullable() }).nullable(),
  solved: z.boolean(),
  /** Null where none was given. */
  speed: count.nullable(),
  courtesy: count.nullable(),
  competence: count.nullable(),
  comment: z.string(),
});
export type DigestComment = z.infer<typeof digestComment>;

export const digest = z.strictObject({
  zone: z.string(),
  range: reportRange,
  complete: z.boolean(),
  total: digestTopic,
  /** What rose first, then by how much was started. */
  topics: z.array(digestTopic),
  /** The newest first, at most `DIGEST_COMMENTS_MAX`; `commented` counts all. */
  comments: z.array(digestComment),
  commented: count,
});
export type Digest = z.infer<typeof digest>;
