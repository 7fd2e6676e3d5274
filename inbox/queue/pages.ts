/**
 * The pages in which the lists come. What is under way comes whole, page after page by itself; what goes back to the first
 * day comes as far as somebody scrolls, narrowed by the relay. One question per list is under way at a time.
 */
import { signal } from '@preact/signals';
import type { DeskRow, OperatorDown } from '@touchline/shared/down.ts';
import { isNarrowed } from '@touchline/shared/narrowed.ts';
import type { DeskView, Narrowing, OperatorUp } from '@touchline/shared/up.ts';
import { isSame } from './narrowing-query.ts';
import { dateOf, departed, isDated, put } from './rows.ts';

/** A list that is longer comes on as somebody scrolls. */
const BY_ITSELF_MAX_PAGES = 20;

type Page = OperatorDown & { type: 'list' };
/** One going through a list, over its pages. */
type Reading = {
  narrowed: Narrowing;
  before: string | undefined;
  pages: number;
  seen: Set<string>;
  /** Told of by an upsert meanwhile. */
  heardOf: Set<string>;
  /** After a break or another narrowing: nothing known of how far this list has come can be trusted. */
  anew: boolean;
  /** From the top: at the end it is known what has left the list. */
  whole: boolean;
};

type Deps = {
  send(frame: OperatorUp): boolean;
  rows: Map<string, DeskRow>;
  me: string;
  /** Of lists that go back to the first day. */
  narrowing(): Narrowing;
};

export function createPages({ send, rows, me, narrowing }: Deps) {
  const readings = new Map<DeskView, Reading>();
  const next = signal<Partial<Record<DeskView, string | null | undefined>>>({});
  const loaded = signal<ReadonlySet<DeskView>>(new Set());
  /** Of dated lists that have more: how far back what is known of them is all there is. */
  const since = signal<Partial<Record<DeskView, number | undefined>>>({});

  const begin = (view: DeskView, how: Pick<Reading, 'before' | 'anew'>) =>
    ask(view, {
      ...how,
      narrowed: isDated(view) ? narrowing() : {},
      pages: 0,
      seen: new Set(),
      heardOf: new Set(),
      whole: how.before === undefined,
    });

  const ask = (view: DeskView, reading: Reading) => {
    const { before, narrowed } = reading;
    const asked = isNarrowed(narrowed) ? { narrowed } : {};
    if (send({ type: 'list', view, ...asked, ...(before && { before }) })) readings.set(view, reading);
  };

  const read = (view: DeskView, { anew = false } = {}) => {
    if (readings.has(view)) return;
    begin(view, { before: undefined, anew });
  };

  /** The end of a list that is under way was seen: what it did not show has left it. */
  const finish = (view: DeskView, reading: Reading) => {
    for (const id of departed(rows.values(), view, me, reading)) rows.delete(id);
  };

  const takeDated = (view: 'resolved' | 'all', page: Page, { before, anew }: Reading) => {
    // A re-read of the first page must not forget how far the list has come.
    if (before === undefined && !anew && next.peek()[view] !== undefined) return;
    next.value = { ...next.value, [view]: page.next };
    const last = page.rows.at(-1);
    since.value = { ...since.value, [view]: page.next && last ? dateOf(last, view) : Number.NEGATIVE_INFINITY };
  };

  const takeLive = (view: DeskView, page: Page, reading: Reading) => {
    next.value = { ...next.value, [view]: page.next };
    if (!page.next && reading.whole) finish(view, reading);
    if (!page.next) return;
    const pages = reading.pages + 1;
    if (pages < BY_ITSELF_MAX_PAGES) ask(view, { ...reading, before: page.next, pages });
  };

  return {
    loaded,
    since,
    hasMore: (view: DeskView) => Boolean(next.value[view]),
    read,
    /** Whatever is under way is an answer to another question. */
    readAnew(view: DeskView) {
      readings.delete(view);
      loaded.value = new Set([...loaded.peek()].filter((one) => one !== view));
      next.value = { ...next.peek(), [view]: undefined };
      since.value = { ...since.peek(), [view]: undefined };
      read(view, { anew: true });
    },
    more(view: DeskView) {
      const before = next.peek()[view];
      if (before && !readings.has(view)) begin(view, { before, anew: false });
    },
    take(page: Page) {
      const reading = readings.get(page.view);
      if (!reading || !isSame(reading.narrowed, page.narrowed ?? {})) return;
      readings.delete(page.view);
      for (const row of page.rows) {
        put(rows, row);
        reading.seen.add(row.id);
      }
      if (isDated(page.view)) takeDated(page.view, page, reading);
      else takeLive(page.view, page, reading);
      if (!loaded.value.has(page.view)) loaded.value = new Set(loaded.value).add(page.view);
    },
    hear(id: string) {
      for (const { heardOf } of readings.values()) heardOf.add(id);
    },
    /** The line is new: no answer comes to what was asked on the old one. */
    forget: () => readings.clear(),
  };
}
