/**
 * The desk's rows, pure: which list a row belongs to, in which order a list is read, and how pages and upserts
 * merge. A row is replaced only by one that is not older, so frames may come doubled or out of order.
 */
import type { DeskRow } from '@touchline/shared/down.ts';
import { fold, letters } from '@touchline/shared/fold.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type { DeskView } from '@touchline/shared/up.ts';
import { inWaitingOrder, type RulesOf } from './waiting-order.ts';

/** Lists that go back to the first day, and what they are in order by. The others are of what is under way, and come whole. */
export type DatedView = Extract<DeskView, 'resolved' | 'all'>;
export const isDated = (view: DeskView): view is DatedView => view === 'resolved' || view === 'all';
export const dateOf = (row: DeskRow, view: DatedView): number =>
  view === 'all' ? row.createdAt : (row.resolvedAt ?? row.updatedAt);

/** True where `row` took the place of what was known. */
export function put(rows: Map<string, DeskRow>, row: DeskRow): boolean {
  const known = rows.get(row.id);
  if (known && (known.state.seq > row.state.seq || known.updatedAt > row.updatedAt)) return false;
  rows.set(row.id, row);
  return true;
}

export function belongs(row: DeskRow, view: DeskView, me: string): boolean {
  const { status, assignee, snoozed, team } = row.state;
  switch (view) {
    case 'mine':
      return status === 'open' && assignee?.id === me && !snoozed;
    case 'escalated':
      return (status === 'waiting' || status === 'open') && team !== undefined;
    case 'snoozed':
      return snoozed !== undefined;
    case 'all':
      return true;
    default:
      return status === view;
  }
}

/**
 * The list as the operator reads it: waiting in the order in which they are served, mine with the players who wait for
 * an answer before the others and those whom we wait for last, snoozed by when they wake, what goes back to the first day
 * by its date, the rest by newest activity.
 */
export function listOf(rows: Iterable<DeskRow>, view: DeskView, me: string, rulesOf: RulesOf): DeskRow[] {
  const list = [...rows].filter((row) => belongs(row, view, me));
  if (view === 'waiting') return inWaitingOrder(list, rulesOf, me);
  if (isDated(view)) return list.sort((a, b) => dateOf(b, view) - dateOf(a, view) || byId(b, a));
  if (view === 'snoozed') return list.sort((a, b) => wakesAt(a) - wakesAt(b) || byId(a, b));
  return list.sort(view === 'mine' ? byWait : byActivity);
}

/**
 * Rows that the whole of a list should have shown and did not: they have left it unseen, while we were away.
 * `heardOf` spares what an upsert told of after the list was asked for.
 */
export function departed(
  rows: Iterable<DeskRow>,
  view: DeskView,
  me: string,
  { seen, heardOf }: { seen: ReadonlySet<string>; heardOf: ReadonlySet<string> },
): string[] {
  const gone = [...rows].filter((row) => belongs(row, view, me) && !seen.has(row.id) && !heardOf.has(row.id));
  return gone.map((row) => row.id);
}

/** Whether a row contains every word of the filter, in the player's name, last message or its translation, brand, topic, tags, reference or id. */
export function matches(row: DeskRow, words: readonly string[], brand: string): boolean {
  if (words.length === 0) return true;
  const text = textOf(row, brand);
  return words.every((word) => text.includes(word));
}

/** As the search takes them, so that the list shows what it would find; signs alone are looked for as they are. */
export function filterWords(filter: string): string[] {
  return (fold(filter) || letters(filter)).split(/\s+/).filter(Boolean);
}

/** Folding thousands of rows for each key would be felt. A row that changes is another object. */
const texts = new WeakMap<DeskRow, { brand: string; text: string }>();

function textOf(row: DeskRow, brand: string): string {
  const known = texts.get(row);
  if (known?.brand === brand) return known.text;
  const { contact, state } = row;
  const reference = referenceOf(row.id);
  const last = [row.lastMessage?.text, row.lastMessage?.translated?.text];
  const said = [
    contact.name,
    contact.externalId,
    ...last,
    brand,
    state.topic,
    state.assignee?.name,
    ...(state.tags ?? []),
  ];
  // Read aloud, a reference comes with or without its dash.
  const text = letters([...said, row.id, reference, reference.replace('-', '')].join(' '));
  texts.set(row, { brand, text });
  return text;
}

/** Until the player writes: after all that have a time. */
function wakesAt(row: DeskRow): number {
  return row.state.snoozed?.until ?? Number.MAX_VALUE;
}

function byWait(a: DeskRow, b: DeskRow): number {
  if (a.state.parked !== b.state.parked) return a.state.parked ? 1 : -1;
  const waits = (a.waitingSince ?? Infinity) - (b.waitingSince ?? Infinity);
  return Number.isNaN(waits) || waits === 0 ? byActivity(a, b) : waits;
}

function byActivity(a: DeskRow, b: DeskRow): number {
  return b.updatedAt - a.updatedAt || byId(b, a);
}

function byId(a: DeskRow, b: DeskRow): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
