/** A week of one brand by topic: how much there was, how it went, what players wrote, what rose. */
import type { Digest, DigestQuery, DigestTopic, Figures } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { notFound } from '../platform/errors.ts';
import type { DigestStore } from './digest-store.ts';
import { addDays, mondayOf } from './ranges.ts';
import type { HoursOf, SitesOf } from './service.ts';
import { tableOf } from './table.ts';
import type { TableStore } from './table-store.ts';

const METRICS: MetricKey[] = [
  ...(['started', 'reopened', 'resolved', 'first-response', 'abandonment', 'first-contact', 'solved'] as const),
  ...(['speed', 'courtesy', 'competence'] as const),
];
const WEEKS_BEFORE = 4;

type Deps = {
  tables: TableStore;
  store: DigestStore;
  sitesOf: SitesOf;
  hoursOf: HoursOf;
  isComplete(): Promise<boolean>;
  /** The day that it is in a zone. */
  todayIn(zone: string): string;
};

export type DigestService = ReturnType<typeof createDigestService>;

export function createDigestService({ tables, store, sitesOf, hoursOf, isComplete, todayIn }: Deps) {
  return {
    /** Comments are what players wrote, so it is not for those who are no more than an operator there. */
    async digest(readerId: string, { site, week }: DigestQuery): Promise<Digest> {
      const role = (await sitesOf(readerId)).find(({ id }) => id === site)?.role ?? 'operator';
      if (role === 'operator') throw notFound();
      const { timeZone: zone } = await hoursOf(site);
      const from = mondayOf(week);
      const range = { from, to: addDays(from, 6) };
      const before = { from: addDays(from, -7 * WEEKS_BEFORE), to: addDays(from, -1) };
      const every = { sites: [site], operator: null, topic: null, language: null, handledBy: null };
      const asked = { ...every, by: 'topic', clock: 'elapsed' } as const;
      const [now, usual, written, complete] = await Promise.all([
        tableOf(tables, { ...asked, range, metrics: METRICS }),
        tableOf(tables, { ...asked, range: before, metrics: ['started'] }),
        store.comments(site, range),
        isComplete(),
      ]);
      const isOver = todayIn(zone) > range.to;
      const known = startedIn(usual.total) > 0;
      const usually = new Map(usual.rows.map(({ key, figures }) => [key, startedIn(figures)]));
      const told = (topic: string, figures: Figures, all: number): DigestTopic => {
        const mean = known ? all / WEEKS_BEFORE : null;
        return { topic, figures, usual: mean, trend: trendOf(startedIn(figures), mean, isOver) };
      };
      const topics = now.rows.map(({ key, figures }) => told(key, figures, usually.get(key) ?? 0));
      return {
        ...{ zone, range, complete },
        total: told('', now.total, startedIn(usual.total)),
        topics: topics.sort((a, b) => Number(b.trend === 'rose') - Number(a.trend === 'rose') || byVolume(a, b)),
        ...written,
      };
    },
  };
}

/** Fewer than that a week say nothing. */
const TELLING = 10;

/** A count of chance events strays by its square root: what is further off than twice that is seldom chance. */
export function trendOf(count: number, usual: number | null, isOver: boolean): DigestTopic['trend'] {
  if (usual === null) return 'unknown';
  const strays = 2 * Math.sqrt(usual);
  if (count >= TELLING && count >= 1.25 * usual && count - usual > strays) return 'rose';
  if (!isOver) return 'unknown';
  return usual >= TELLING && count <= 0.75 * usual && usual - count > strays ? 'fell' : 'steady';
}

function startedIn(figures: Figures): number {
  return figures.started?.kind === 'count' ? figures.started.count : 0;
}

const byVolume = (a: DigestTopic, b: DigestTopic) =>
  startedIn(b.figures) - startedIn(a.figures) || (a.topic < b.topic ? -1 : 1);
