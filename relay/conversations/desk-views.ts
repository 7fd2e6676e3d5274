/**
 * Which conversations a list of the desk shows, and in which order. Waiting: roughly as they are served, so that who comes
 * next is on the first page; how exactly, shared/queue.ts says, and the inbox. Mine, open, escalated: newest activity first. Snoozed: who wakes first. Resolved and all: newest first, back to the first day.
 * All come in pages; those of what is under way are large, because the inbox wants all of it and hears what changes.
 */
import { PRIORITIES } from '@touchline/shared/internal.ts';
import { LOW_MARK } from '@touchline/shared/narrowed.ts';
import type { DeskView, Narrowing } from '@touchline/shared/up.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';

/** Of what goes back to the first day. */
const PAGE_ROWS = 50;
/** Of what is under way. */
export const LIVE_PAGE_ROWS = 1_000;

type View = { only: string; moment: string; falling: boolean; leads?: true };

const UNDER_WAY = "c.status in ('waiting', 'open')";
const newest = (only: string, moment = 'c.updated_at'): View => ({ only, moment, falling: true });

const VIEWS: Record<DeskView, View> = {
  waiting: { only: "c.status = 'waiting'", moment: 'c.queued_at', falling: false, leads: true },
  mine: newest("c.status = 'open' and c.assignee_id = $2 and c.snoozed_until is null"),
  open: newest("c.status = 'open'"),
  escalated: newest(`${UNDER_WAY} and c.team_id is not null`),
  snoozed: { only: 'c.snoozed_until is not null', moment: 'c.snoozed_until', falling: false },
  resolved: newest("c.status = 'resolved'", 'c.resolved_at'),
  all: newest('true', 'c.created_at'),
};

/** Before the moment, of those who wait: false comes before true. */
const LEADS = [
  "(c.topic = 'safer-gambling') is not true",
  'c.priority < 3',
  'c.priority < 2',
  'c.priority = 0',
  'not c.front',
];
const LEADING = LEADS.join(', ');

export type ViewQuery = {
  /** What stands after `from`: the conversations of the page, called `c`. */
  page: string;
  /** What stands after `order by`. */
  order: string;
  values: unknown[];
  /** One more than this many come where there is a next page. */
  rows: number;
  /** Of a row, as a column: what the next page begins after. */
  cursor: string;
};

/**
 * `$1` are the sites, `$2` the operator. Each site's part of the page is read by itself, in the order of its index: over all
 * sites at once there is no such order, and everything would be sorted for fifty rows.
 */
export function viewQuery(
  siteIds: string[],
  operatorId: string,
  view: DeskView,
  narrowed: Narrowing,
  before: string | undefined,
): ViewQuery {
  const { only, moment, falling, leads } = VIEWS[view];
  const sites = narrowed.site ? siteIds.filter((site) => site === narrowed.site) : siteIds;
  const values: unknown[] = [sites, operatorId];
  const put = (value: unknown) => `$${values.push(value)}`;
  const where = [
    "c.site_id = site.id and $2::uuid is not null and c.last_seq > 0 and c.status <> 'erased'",
    only,
    ...narrowedBy(narrowed, put),
    ...after(VIEWS[view], before, put),
  ];
  const way = falling ? 'desc' : 'asc';
  const rows = view === 'resolved' || view === 'all' ? PAGE_ROWS : LIVE_PAGE_ROWS;
  const order = `${leads ? `${LEADING}, ` : ''}${moment} ${way}, c.id ${way}`;
  const first = `order by ${order} limit ${rows + 1}`;
  return {
    page: `(
      select c.* from unnest($1::uuid[]) as site(id)
      cross join lateral (select c.* from conversations c where ${where.join(' and ')} ${first}) c ${first}
    ) c`,
    order,
    values,
    rows,
    cursor: `concat_ws('_', ${micros(moment)}, c.id${leads ? `, (row(${LEADING}))::text` : ''})`,
  };
}

/** A moment without an end is read as the word. */
const micros = (column: string) =>
  `case when isfinite(${column}) then (extract(epoch from ${column}) * 1000000)::bigint::text else 'infinity' end`;

function narrowedBy({ language, topic, tag, priority, rating }: Narrowing, put: (value: unknown) => string): string[] {
  const only: string[] = [];
  if (language) only.push(`split_part(c.language, '-', 1) = split_part(${put(language)}, '-', 1)`);
  if (topic) only.push(`c.topic = ${put(topic)}`);
  // Said for the index, which has only what is tagged.
  if (tag) only.push(`c.tags <> '{}' and c.tags @> array[${put(tag)}]`);
  if (priority) only.push(`c.priority = ${put(PRIORITIES.indexOf(priority))}`);
  // Word for word as the index `conversations_low` has it, with LOW_MARK in it.
  if (rating) {
    const marks = ['speed', 'courtesy', 'competence'].map((mark) => `(c.rating->>'${mark}')::int`);
    only.push(`((c.rating->>'solved')::boolean is false or least(${marks.join(', ')}) <= ${LOW_MARK})`);
  }
  return only;
}

/** `<µs>_<id>` of the last row, of those who wait with what they lead by; anything else starts at the top. */
function after(
  { moment, falling, leads }: View,
  before: string | undefined,
  put: (value: unknown) => string,
): string[] {
  const [, at = '', id = '', flags] =
    /^(\d{1,17}|infinity)_([^_]+)(?:_\(([tf](?:,[tf])*)\))?$/.exec(before ?? '') ?? [];
  const led = flags?.split(',') ?? [];
  if (!ID_PATTERN.test(id) || led.length !== (leads ? LEADS.length : 0)) return [];
  const from =
    at === 'infinity'
      ? `'infinity'::timestamptz`
      : `'epoch'::timestamptz + ${put(at)}::bigint * interval '1 microsecond'`;
  const own = leads ? `${LEADING}, ` : '';
  const theirs = led.map((flag) => `${put(flag)}::boolean, `).join('');
  return [`(${own}${moment}, c.id) ${falling ? '<' : '>'} (${theirs}${from}, ${put(id)}::uuid)`];
}
