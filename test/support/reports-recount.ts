/** Tables of numbers counted by hand: every question goes through everything that was seen, from the beginning. */
import type { Figure } from '@touchline/shared/reports.ts';
import { type Grouping, type MetricKey, metricOf, type ReportClock } from '@touchline/shared/reports-metrics.ts';
import { type NaiveTime, naiveTime, type Wall } from './reports-naive-time.ts';
import { type Held, observe, type Plant, type Seen } from './reports-observing.ts';
import type { ReportsWorld } from './reports-world.ts';

export type Asked = {
  sites: string[];
  from: string;
  to: string;
  by: Grouping;
  clock: ReportClock;
  operator?: string | undefined;
  topic?: string | undefined;
  language?: string | undefined;
  handledBy?: string | undefined;
};
/** A figure with the exact percentiles. */
export type Recount = ReturnType<typeof createRecount>;

type Piece = Held & { wall: Wall };
type Counted = { wall: Wall; seen: Seen };

const EVER = [Date.parse('2025-09-01'), Date.parse('2026-12-31')] as const;

export function createRecount(world: ReportsWorld, now: number, plant: Plant = null) {
  const times = new Map<string, NaiveTime>(
    world.brands.map(({ site, cover }) => [site.id, naiveTime(plant === 'days of UTC' ? null : cover, ...EVER)]),
  );
  const all: Counted[] = [];
  const pieces: Piece[] = [];
  for (const talk of world.talks) {
    const time = times.get(talk.brand.site.id) as NaiveTime;
    const { seen, held } = observe(talk, time, now, plant);
    for (const one of seen) all.push({ seen: one, wall: time.wall(one.at) });
    for (const one of held) {
      for (const { from, to, wall } of time.quarters(one.from, one.to)) pieces.push({ ...one, from, to, wall });
    }
  }
  const hours = loadsOf(pieces);
  const named = Map.groupBy(all, ({ seen }) => seen.metric);

  /** By row, and '*' for all together. */
  return function recount(metric: MetricKey, asked: Asked): Map<string, Figure> {
    if (metric === 'load') return loads(hours, asked);
    const people = metricOf(metric).ofPeople && asked.handledBy === undefined;
    const rows = new Map<string, Counted[]>([['*', []]]);
    for (const one of namesOf(metric).flatMap((name) => named.get(name) ?? [])) {
      const { seen, wall } = one;
      if (!asked.sites.includes(seen.site) || wall.day < asked.from || wall.day > asked.to) continue;
      if (asked.operator !== undefined && seen.operator !== asked.operator) continue;
      if (asked.topic !== undefined && (seen.topic ?? 'none') !== asked.topic) continue;
      if (asked.language !== undefined && seen.language !== asked.language) continue;
      if (asked.handledBy !== undefined && seen.handled !== asked.handledBy) continue;
      if (people && seen.handled === 'bot') continue;
      const key = keyOf(asked.by, seen, wall);
      for (const row of [key, '*']) {
        const list = rows.get(row);
        if (list) list.push(one);
        else rows.set(row, [one]);
      }
    }
    return new Map(
      [...rows].map(([key, list]) => [
        key,
        figure(
          metric,
          list.map(({ seen }) => seen),
          asked.clock,
        ),
      ]),
    );
  };
}

function namesOf(metric: MetricKey): Seen['metric'][] {
  if (metric.startsWith('answered')) return ['asked'];
  return metric === 'abandonment' ? ['asked', 'abandoned'] : [metric as Seen['metric']];
}

function keyOf(
  by: Grouping,
  seen: Pick<Seen, 'site' | 'operator' | 'topic' | 'language' | 'handled'>,
  wall: Wall,
): string {
  switch (by) {
    case 'none':
      return '';
    case 'day':
      return wall.day;
    case 'week': {
      const day = new Date(`${wall.day}T12:00Z`);
      while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
      return day.toISOString().slice(0, 10);
    }
    case 'month':
      return wall.day.slice(0, 7);
    case 'hour-of-week':
      return `${wall.weekday}-${wall.hour < 10 ? '0' : ''}${wall.hour}`;
    case 'site':
      return seen.site;
    case 'handled-by':
      return seen.handled;
    default:
      return seen[by] ?? '';
  }
}

function figure(metric: MetricKey, list: Seen[], clock: ReportClock): Figure {
  const { kind, hasClocks } = metricOf(metric);
  const business = clock === 'business' && hasClocks;
  const counting = business ? list.filter((one) => one.business !== null) : list;
  const values = counting.map((one) => (business ? (one.business as number) : one.value)).sort((a, b) => a - b);
  const count = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  const rank = (share: number) => values[Math.ceil(count * share - 1e-9) - 1] ?? null;
  const share = (part: number, of: number) =>
    ({ kind: 'share', count: of, part, share: of > 0 ? part / of : null }) as const;
  if (kind === 'count') return { kind, count };
  if (kind === 'duration')
    return { kind, count, mean: count ? total / count : null, median: rank(0.5), p90: rank(0.9) };
  if (kind === 'mark') {
    const marks = [1, 2, 3, 4, 5].map((mark) => values.filter((value) => value === mark).length);
    const good = values.filter((value) => value >= 4).length;
    return { kind, count, mean: count ? total / count : null, good: count ? good / count : null, marks };
  }
  if (metric === 'abandonment') {
    const abandoned = list.filter((one) => one.metric === 'abandoned').length;
    return share(abandoned, list.length - abandoned);
  }
  const minutes = { 'answered-in-1m': 1, 'answered-in-2m': 2, 'answered-in-5m': 5 }[metric as 'answered-in-1m'];
  return share(values.filter((value) => (minutes ? value <= minutes * 60_000 : value === 1)).length, count);
}

type Load = { piece: Piece; held: number; busy: number; peak: number };

/** Of each operator in each hour of the wall's clock: everything laid over everything else. */
function loadsOf(pieces: Piece[]): Load[] {
  const byHour = Map.groupBy(pieces, ({ site, operator, wall }) => [site, operator, wall.day, wall.hour].join());
  return [...byHour.values()].map((list) => {
    const edges = [...new Set(list.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    const load = { piece: list[0] as Piece, held: 0, busy: 0, peak: 0 };
    for (const [i, edge] of edges.entries()) {
      const lasts = (edges[i + 1] ?? edge) - edge;
      const had = list.filter(({ from, to }) => from <= edge && edge < to).length;
      load.held += had * lasts;
      if (had > 0) load.busy += lasts;
      load.peak = Math.max(load.peak, had);
    }
    return load;
  });
}

function loads(hours: Load[], asked: Asked): Map<string, Figure> {
  const rows = new Map<string, Load[]>([['*', []]]);
  for (const load of hours) {
    const { site, operator, wall } = load.piece;
    if (!asked.sites.includes(site) || wall.day < asked.from || wall.day > asked.to) continue;
    if (asked.operator !== undefined && operator !== asked.operator) continue;
    const key = keyOf(asked.by, { site, operator, topic: null, language: '', handled: 'human' }, wall);
    for (const row of [key, '*']) rows.set(row, [...(rows.get(row) ?? []), load]);
  }
  const sum = (list: Load[], of: 'held' | 'busy') => list.reduce((all, one) => all + one[of], 0);
  return new Map(
    [...rows].map(([key, list]) => {
      const busy = sum(list, 'busy');
      return [
        key,
        {
          kind: 'load',
          mean: busy ? sum(list, 'held') / busy : null,
          max: Math.max(0, ...list.map(({ peak }) => peak)),
        },
      ];
    }),
  );
}
