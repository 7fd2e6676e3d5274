/**
 * Which conversations a list of the desk shows, and in which order. Waiting: danger first, then the longest wait. Mine,
 * open, escalated: newest activity first. Snoozed: who wakes first. These come whole, up to a limit; resolved and all
 * come in pages, newest first.
 */

import { PRIORITIES } from '@touchline/shared/internal.ts';
import type { DeskView, Narrowing } from '@touchline/shared/up.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';

export const PAGE_ROWS = 50;
/** Of the lists that are shown whole. */
export const LIVE_MAX_ROWS = 1_000;

const ACTIVE = `order by c.updated_at desc, c.id limit ${LIVE_MAX_ROWS}`;

export function isPaged(view: DeskView): view is 'resolved' | 'all' {
  return view === 'resolved' || view === 'all';
}

/** What stands after `where`; the sites come first. */
export function viewQuery(
  siteIds: string[],
  operatorId: string,
  view: DeskView,
  narrowed: Narrowing,
  before: string | undefined,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [narrowed.site ? siteIds.filter((site) => site === narrowed.site) : siteIds];
  const put = (value: unknown) => `$${values.push(value)}`;
  const { at, id } = readCursor(before);
  const page = (moment: string) =>
    `${at ? `and (${moment}, c.id) < ('epoch'::timestamptz + ${put(at)}::bigint * interval '1 microsecond', ${put(id)}::uuid)` : ''}
     order by ${moment} desc, c.id desc limit ${PAGE_ROWS + 1}`;
  const only = `c.site_id = any($1::uuid[]) and c.last_seq > 0 ${narrowedBy(narrowed, put)}`;
  switch (view) {
    case 'waiting':
      return {
        sql: `${only} and c.status = 'waiting'
          order by (c.topic = 'safer-gambling') is true desc, c.front desc, c.queued_at, c.id limit ${LIVE_MAX_ROWS}`,
        values,
      };
    case 'mine':
      return {
        sql: `${only} and c.status = 'open' and c.assignee_id = ${put(operatorId)} and c.snoozed_until is null ${ACTIVE}`,
        values,
      };
    case 'open':
      return { sql: `${only} and c.status = 'open' ${ACTIVE}`, values };
    case 'escalated':
      return { sql: `${only} and c.status in ('waiting', 'open') and c.team_id is not null ${ACTIVE}`, values };
    case 'snoozed':
      return {
        sql: `${only} and c.snoozed_until is not null order by c.snoozed_until, c.id limit ${LIVE_MAX_ROWS}`,
        values,
      };
    case 'resolved':
      return { sql: `${only} and c.status = 'resolved' ${page('c.resolved_at')}`, values };
    case 'all':
      return { sql: `${only} ${page('c.created_at')}`, values };
  }
}

/** For the next page. */
export function cursorOf(
  view: 'resolved' | 'all',
  row: { id: string; resolved_us: string | null; created_us: string },
) {
  const at = view === 'resolved' ? row.resolved_us : row.created_us;
  return at ? `${at}_${row.id}` : null;
}

function narrowedBy({ language, topic, tag, priority }: Narrowing, put: (value: unknown) => string): string {
  const only: string[] = [];
  if (language) only.push(`and split_part(c.language, '-', 1) = split_part(${put(language)}, '-', 1)`);
  if (topic) only.push(`and c.topic = ${put(topic)}`);
  if (tag) only.push(`and c.tags @> array[${put(tag)}]`);
  if (priority) only.push(`and c.priority = ${put(PRIORITIES.indexOf(priority))}`);
  return only.join(' ');
}

/** `<µs>_<id>` of the last row; anything else starts at the top. */
function readCursor(text: string | undefined): { at: string | null; id: string | null } {
  const [, at = null, id = ''] = /^(\d{1,17})_(.+)$/.exec(text ?? '') ?? [];
  return ID_PATTERN.test(id) ? { at, id } : { at: null, id: null };
}
