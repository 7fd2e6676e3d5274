/**
 * Every number of every report against a recount of the log by hand, over 2,000 conversations on every odd path: reopened,
 * handed on, silent, parked, resolved as spam or without an answer, rated twice, with clocks set back and bots between,
 * around midnights and the changes of clocks of five zones.
 */
import { createCalendar } from '@touchline/relay/reports/calendar.ts';
import { createFactStore } from '@touchline/relay/reports/fact-store.ts';
import { createNameStore } from '@touchline/relay/reports/name-store.ts';
import { createReportService } from '@touchline/relay/reports/service.ts';
import { createSumStore } from '@touchline/relay/reports/sum-store.ts';
import { createTableStore } from '@touchline/relay/reports/table-store.ts';
import { catchUp } from '@touchline/relay/reports/upkeep.ts';
import { createWalkStore } from '@touchline/relay/reports/walk-store.ts';
import type { ReportQuery } from '@touchline/shared/reports.ts';
import { METRIC_KEYS } from '@touchline/shared/reports-metrics.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
import { compare, questionsAbout } from './support/reports-comparing.ts';
import type { Plant } from './support/reports-observing.ts';
import { createRecount } from './support/reports-recount.ts';
import { fillReports, type ReportsWorld, WORLD_RANGE } from './support/reports-world.ts';

const { db } = await createTestDatabase();
const stores = { facts: createFactStore(db), walk: createWalkStore(db), sums: createSumStore(db) };
const now = Date.now();
let world: ReportsWorld;
let recount: ReturnType<typeof createRecount>;
beforeAll(async () => {
  world = await fillReports(db, 2_000, 11);
  recount = createRecount(world, now);
}, 120_000);

const service = createReportService({
  tables: createTableStore(db),
  names: createNameStore(db),
  sitesOf: async () => world.brands.map(({ site }) => ({ id: site.id, role: 'admin' })),
  hoursOf: async (id) => createCalendar(world.brands.find(({ site }) => site.id === id)?.cover ?? null),
  isComplete: stores.walk.isComplete,
});
const everything = (): ReportQuery => ({
  ...WORLD_RANGE,
  sites: world.brands.map(({ site }) => site.id),
  ...{ by: 'site', clock: 'elapsed', compare: false, zone: 'own' },
});

describe('every number of every report', () => {
  it('is that of the recount, counted from the facts', async () => {
    await stores.walk.noticeHours();
    const ids = world.talks.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += 50) await stores.facts.read(ids.slice(at, at + 50));
    const { wrong, figures } = await compare(service, '', recount, questionsAbout(world));
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(figures).toBeGreaterThan(20_000);
  }, 300_000);

  it('is that of the recount, read from what was added up', async () => {
    await catchUp(stores);
    const { wrong, figures } = await compare(service, '', recount, questionsAbout(world));
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(figures).toBeGreaterThan(20_000);
  }, 300_000);

  it('is of something: each metric has counted', async () => {
    const { total, metrics } = await service.table('', everything());
    expect(metrics).toEqual(METRIC_KEYS);
    for (const metric of metrics) {
      const figure = total[metric];
      expect([metric, figure?.kind === 'load' ? figure.max : (figure?.count ?? 0)]).toEqual([
        metric,
        expect.toSatisfy(isMany),
      ]);
    }
  });
});

describe('the controls: a recount that is wrong is found out, by', () => {
  it.each<[Exclude<Plant, null>, string]>([
    ['notes answer', 'response'],
    ['days of UTC', 'started'],
    ['no reopening', 'reopened'],
    ['resolved twice', 'resolved'],
  ])(
    '%s',
    async (plant, metric) => {
      const { wrong } = await compare(service, '', createRecount(world, now, plant), [{ ...everything(), by: 'day' }]);
      expect(wrong).toContainEqual(expect.stringContaining(`${metric} by day`));
    },
    120_000,
  );
});

const isMany = (count: number) => count > 1;
