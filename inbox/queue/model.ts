/**
 * The desk: the conversations of all lists. Pages of each list (pages.ts), upserts in between, and a re-read now and then
 * as a net, because the desk is a projection and has no log to resume.
 */
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { DeskRow, OperatorDown } from '@touchline/shared/down.ts';
import { isNarrowed, isWithin } from '@touchline/shared/narrowed.ts';
import type { DeskView, Narrowing } from '@touchline/shared/up.ts';
import type { Live } from '../live.ts';
import { type Route, VIEWS } from '../router.ts';
import { HoldingModel, keepPlaces } from './holding.ts';
import { isSame, queryOf } from './narrowing-query.ts';
import { createPages } from './pages.ts';
import { belongs, type DatedView, dateOf, filterWords, isDated, listOf, matches, put } from './rows.ts';

/** How long a change that no frame told of may stay unseen, and in a list of several pages, times that. */
const REREAD_EVERY_MS = 20_000;
const LONG_ROWS = 1_000;
const LONG_EVERY = 6;
/** What the counts and the calls are made of; all other lists of what is under way are parts of these. */
const ALWAYS: readonly DeskView[] = ['waiting', 'mine', 'open'];

type Arrival = (row: DeskRow, before: DeskRow | undefined) => void;

export const QueueModel = createModel((deps: { live: Live; clock: Clock; me: string }) => {
  const { live, clock, me } = deps;
  const rows = new Map<string, DeskRow>();
  /** What was found outside the lists. */
  const found = new Map<string, DeskRow>();
  /** Stands for the content of `rows`, which is changed in place: a copy per upsert would not be quick at 5,000. */
  const version = signal(0);
  const view = signal<DeskView>('waiting');
  const wish = signal<Narrowing>({});
  const filter = signal('');
  /** The menu by which a list is narrowed stands open. */
  const narrowShown = signal(false);
  /** On their way out: asked for, and not yet said by the relay. */
  const leaving = signal<ReadonlySet<string>>(new Set());
  const holding = new HoldingModel(clock);
  let epoch = '';
  /** How a dated list was narrowed when it was last read from the top. */
  const askedFor: Record<DatedView, Narrowing> = { resolved: {}, all: {} };
  const arrivals = new Set<Arrival>();

  const siteOf = (id: string) => live.ready.value?.sites.find((site) => site.id === id);
  const brandOf = (row: DeskRow) => siteOf(row.site)?.name ?? '';
  /** An address may name a topic that there is not, which the relay would take for a broken client. */
  const narrowing = computed<Narrowing>(() => {
    const { topic, ...rest } = wish.value;
    const isKnown =
      !live.ready.value || live.ready.value.sites.some(({ topics }) => topics.some((one) => one === topic));
    return topic && isKnown ? { ...rest, topic } : rest;
  });
  const pages = createPages({ send: live.send, rows, me, narrowing: () => narrowing.peek() });

  const listIn = (name: DeskView) =>
    computed(() => {
      void version.value;
      const out = leaving.value;
      const list = listOf(rows.values(), name, me, (id) => siteOf(id)?.queue);
      return out.size > 0 && !isDated(name) ? list.filter((row) => !out.has(row.id)) : list;
    });
  const lists = Object.fromEntries(VIEWS.map((name) => [name, listIn(name)])) as Record<
    DeskView,
    ReadonlySignal<DeskRow[]>
  >;

  const receive = (frame: OperatorDown) => {
    if (frame.type === 'ready') {
      pages.forget();
      if (epoch && epoch !== frame.epoch) rows.clear();
      epoch = frame.epoch;
      for (const name of new Set([...ALWAYS, view.peek()])) pages.read(name, { anew: true });
    } else if (frame.type === 'upsert') {
      for (const row of frame.rows) {
        const before = rows.get(row.id);
        if (!put(rows, row)) continue;
        pages.hear(row.id);
        for (const arrival of arrivals) arrival(row, before);
      }
      for (const id of frame.gone ?? []) rows.delete(id);
      version.value++;
    } else if (frame.type === 'list') {
      pages.take(frame);
      version.value++;
    }
  };

  const stop = live.listen({ receive });
  let calledOff = () => {};
  const reread = (time = 1) => {
    calledOff = clock.after(REREAD_EVERY_MS, () => {
      for (const name of new Set<DeskView>(['waiting', 'mine', view.peek()])) {
        const isLong = !isDated(name) && lists[name].peek().length >= LONG_ROWS;
        if (!isLong || time % LONG_EVERY === 0) pages.read(name);
      }
      reread(time + 1);
    });
  };
  reread();
  effect(() => () => {
    stop();
    calledOff();
    holding[Symbol.dispose]();
  });
  effect(() => {
    const name = view.value;
    const asked = narrowing.value;
    if (isDated(name) && !isSame(asked, askedFor[name])) {
      askedFor[name] = asked;
      if (live.ready.peek()) pages.readAnew(name);
    } else if (!pages.loaded.peek().has(name)) pages.read(name);
  });

  /** As it is, whoever is at it. */
  const current = computed(() => {
    const name = view.value;
    let list: readonly DeskRow[] = lists[name].value;
    const since = pages.since.value[name];
    if (isDated(name)) list = list.filter((row) => since !== undefined && dateOf(row, name) >= since);
    if (isNarrowed(narrowing.value)) list = list.filter((row) => isWithin(narrowing.value, row));
    const words = filterWords(filter.value);
    return words.length ? list.filter((row) => matches(row, words, brandOf(row))) : list;
  });
  const placed = keepPlaces((id) => rows.get(id));
  const shown = computed(() =>
    placed(current.value, holding.held.value, [view.value, queryOf(narrowing.value), filter.value].join(' ')),
  );

  return {
    view,
    narrowing,
    narrowShown,
    filter,
    lists,
    shown,
    holding,
    /** Held in an order that is not how the list stands by now. */
    stale: computed(() => {
      const [held, now] = [shown.value, current.value];
      return held !== now && (held.length !== now.length || held.some((row, at) => row.id !== now[at]?.id));
    }),
    leaving,
    loading: computed(() => !pages.loaded.value.has(view.value)),
    more: computed(() => pages.hasMore(view.value)),
    unread: computed(() => lists.mine.value.filter((row) => row.unread > 0).length),
    /** Read before `row`, so that a view follows it: reading through an action subscribes to nothing. */
    version,
    row: (id: string) => rows.get(id) ?? found.get(id),
    /** Of no list, so that none gets a row that its page has not reached yet. */
    know: (row: DeskRow) => void found.set(row.id, row),
    /** All that have been heard of. */
    known: () => rows.values(),
    narrow: (narrowed: Narrowing) => {
      wish.value = narrowed;
    },
    /** The address of the list that is shown. */
    here: (changed: { view?: DeskView; narrowed?: Narrowing } = {}): Route => ({
      ...{ page: 'desk', view: view.value, narrowed: narrowing.value, conversation: null },
      ...changed,
    }),
    /** The row before or after `from` in the list shown; the first or last where `from` is not in it. */
    neighbour(from: string | null, step: 1 | -1): string | null {
      holding.keyed();
      const list = shown.peek();
      const at = list.findIndex((row) => row.id === from);
      if (at < 0) return (step > 0 ? list[0] : list.at(-1))?.id ?? null;
      return list[Math.min(Math.max(at + step, 0), list.length - 1)]?.id ?? null;
    },
    loadMore: () => pages.more(view.value),
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
