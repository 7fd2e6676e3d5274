/**
 * The desk: waiting, mine, open and resolved conversations. A snapshot per list and page, upserts in between, and
 * a re-read now and then as a net, because the desk is a projection and has no log to resume.
 */
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { DeskRow, OperatorDown } from '@touchline/shared/down.ts';
import type { DeskView } from '@touchline/shared/up.ts';
import type { Live } from '../live.ts';
import { VIEWS } from '../router.ts';
import { belongs, departed, filterWords, listOf, matches, put } from './rows.ts';

/** How long a change that no frame told of may stay unseen. */
const REREAD_EVERY_MS = 20_000;
/** Lists without a next page come whole, up to this many rows; one that is as long may have been cut. */
const WHOLE_MAX_ROWS = 1_000;

type Arrival = (row: DeskRow, before: DeskRow | undefined) => void;

export const QueueModel = createModel((deps: { live: Live; clock: Clock; me: string }) => {
  const { live, clock, me } = deps;
  const rows = new Map<string, DeskRow>();
  /** What was found outside the lists. */
  const found = new Map<string, DeskRow>();
  /** Stands for the content of `rows`, which is changed in place: a copy per upsert would not be quick at 5,000. */
  const version = signal(0);
  const view = signal<DeskView>('waiting');
  const filter = signal('');
  const next = signal<Partial<Record<DeskView, string | null>>>({});
  const loaded = signal<ReadonlySet<DeskView>>(new Set());
  /** One question per list at a time. `anew`: after a break, when nothing known of this list can be trusted. */
  const asked = new Map<DeskView, { before: string | undefined; anew: boolean; heardOf: Set<string> }>();
  let epoch = '';
  const arrivals = new Set<Arrival>();

  const siteOf = (id: string) => live.ready.value?.sites.find((site) => site.id === id);
  const listIn = (name: DeskView) =>
    computed(() => {
      void version.value;
      return listOf(rows.values(), name, me, (id) => siteOf(id)?.queue);
    });
  const lists: Record<DeskView, ReadonlySignal<DeskRow[]>> = {
    waiting: listIn('waiting'),
    mine: listIn('mine'),
    open: listIn('open'),
    resolved: listIn('resolved'),
  };

  const ask = (name: DeskView, before?: string, anew = false) => {
    if (asked.has(name)) return;
    const sent = live.send({ type: 'list', view: name, ...(before === undefined ? {} : { before }) });
    if (sent) asked.set(name, { before, anew, heardOf: new Set() });
  };

  const receive = (frame: OperatorDown) => {
    if (frame.type === 'ready') {
      asked.clear();
      if (epoch && epoch !== frame.epoch) rows.clear();
      epoch = frame.epoch;
      for (const name of VIEWS) ask(name, undefined, true);
    } else if (frame.type === 'upsert') {
      for (const row of frame.rows) {
        const before = rows.get(row.id);
        if (!put(rows, row)) continue;
        for (const { heardOf } of asked.values()) heardOf.add(row.id);
        for (const arrival of arrivals) arrival(row, before);
      }
      version.value++;
    } else if (frame.type === 'list') takePage(frame);
  };

  const takePage = (page: OperatorDown & { type: 'list' }) => {
    const question = asked.get(page.view);
    asked.delete(page.view);
    if (!question) return;
    const { before, anew, heardOf } = question;
    const whole = page.next === null && page.rows.length < WHOLE_MAX_ROWS;
    if (before === undefined && (anew || whole)) {
      for (const id of departed(rows.values(), page, me, heardOf)) rows.delete(id);
    }
    for (const row of page.rows) put(rows, row);
    version.value++;
    // A re-read of the first page must not forget how far the list has been paged.
    if (before !== undefined || anew) next.value = { ...next.value, [page.view]: page.next };
    loaded.value = new Set(loaded.value).add(page.view);
  };

  const stop = live.listen({ receive });
  let calledOff = () => {};
  const reread = () => {
    calledOff = clock.after(REREAD_EVERY_MS, () => {
      for (const name of new Set<DeskView>(['waiting', 'mine', view.peek()])) ask(name);
      reread();
    });
  };
  reread();
  effect(() => () => {
    stop();
    calledOff();
  });

  const shown = computed(() => {
    const words = filterWords(filter.value);
    const list = lists[view.value].value;
    return words.length ? list.filter((row) => matches(row, words, brandOf(row))) : list;
  });
  const brandOf = (row: DeskRow) => siteOf(row.site)?.name ?? '';

  return {
    view,
    filter,
    lists,
    shown,
    loading: computed(() => !loaded.value.has(view.value)),
    more: computed(() => Boolean(next.value[view.value])),
    unread: computed(() => lists.mine.value.filter((row) => row.unread > 0).length),
    /** Read before `row`, so that a view follows it: reading through an action subscribes to nothing. */
    version,
    row: (id: string) => rows.get(id) ?? found.get(id),
    /** Of no list, so that none gets a row that its page has not reached yet. */
    know: (row: DeskRow) => void found.set(row.id, row),
    /** The row before or after `from` in the list shown; the first or last where `from` is not in it. */
    neighbour(from: string | null, step: 1 | -1): string | null {
      const list = shown.peek();
      const at = list.findIndex((row) => row.id === from);
      if (at < 0) return (step > 0 ? list[0] : list.at(-1))?.id ?? null;
      return list[Math.min(Math.max(at + step, 0), list.length - 1)]?.id ?? null;
    },
    loadMore() {
      const cursor = next.value[view.value];
      if (cursor) ask(view.value, cursor);
    },
    inView: (row: DeskRow, name: DeskView) => belongs(row, name, me),
    onArrival(arrival: Arrival) {
      arrivals.add(arrival);
      return () => {
        arrivals.delete(arrival);
      };
    },
  };
});
export type Queue = InstanceType<typeof QueueModel>;
