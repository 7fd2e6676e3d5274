/**
 * Every report over a year of 1,000,000 conversations of five brands: each metric in each grouping, alone and narrowed,
 * all metrics together, two halves compared, the file, the weekly digest. Against counting the facts once, which is the least that a
 * report made of all of them would cost. And what keeping the numbers costs those who write.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createCalendar } from '@touchline/relay/reports/calendar.ts';
import { csvOf } from '@touchline/relay/reports/csv.ts';
import { createDigestService } from '@touchline/relay/reports/digest.ts';
import { createDigestStore } from '@touchline/relay/reports/digest-store.ts';
import { tellable } from '@touchline/relay/reports/figures.ts';
import { createNameStore } from '@touchline/relay/reports/name-store.ts';
import { createReportService, type ReportService } from '@touchline/relay/reports/service.ts';
import { createTableStore } from '@touchline/relay/reports/table-store.ts';
import type { ReportQuery } from '@touchline/shared/reports.ts';
import { GROUPINGS } from '@touchline/shared/reports-metrics.ts';
import { timed } from '../desk-search.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { upkeepCost } from '../reports-upkeep.ts';
import { lateRow, rowOf } from '../rows.ts';
import { withDatabase } from '../servers/own-database.ts';
import { fillYear, type Year } from '../servers/reports-year.ts';

export const reports: Figure = { name: 'reports', measure };

async function measure({ quick, say }: BenchOptions): Promise<Row[]> {
  return withDatabase(async (db) => {
    const year = await fillYear(db, quick ? 20_000 : 1_000_000, say);
    say(`${year.facts} facts of a year, in ${await megabytes(db)} MB`);
    const rows = await tables(db, year, quick ? 1 : 3, say);
    return [...rows, ...(await upkeepCost(db, year.sites[0] as Year['sites'][number], { quick, say }))];
  });
}

type Ask = { name: string; queries: ReportQuery[] };

async function tables(db: Database, year: Year, times: number, say: (sentence: string) => void): Promise<Row[]> {
  const store = createTableStore(db);
  const sitesOf = async () => year.sites.map(({ id }) => ({ id, role: 'admin' as const }));
  const hoursOf = async () => createCalendar(year.sites[0]?.routing.cover ?? null);
  const isComplete = async () => true;
  const service = createReportService({ tables: store, names: createNameStore(db), sitesOf, hoursOf, isComplete });
  const digests = createDigestService({
    ...{ tables: store, store: createDigestStore(db), sitesOf, hoursOf, isComplete },
    todayIn: () => year.range.to,
  });
  const plain: number[] = [];
  const counting = async () => plain.push((await timed(() => db.query('select count(*) from report_facts'))).ms);
  const rows: Row[] = [];
  const add = async (name: string, questions: (() => Promise<unknown>)[]) => {
    const ours: number[] = [];
    const counted: number[] = [];
    for (let time = 0; time < times; time++) {
      await counting();
      for (const question of questions) {
        ours.push((await timed(question)).ms);
        counted.push(plain.at(-1) ?? Number.NaN);
      }
    }
    rows.push(
      rowOf(`reports/${name}`, 'ms', { ours, others: { 'sequential count': counted } }),
      lateRow(`reports/${name}`, ours, 0.95),
    );
    say(
      `${name}: median ${Math.round(rows.at(-2)?.value ?? 0)} ms, at most ${Math.round(Math.max(...ours))} ms of ${ours.length}`,
    );
  };
  for (const { name, queries } of asked(year))
    await add(
      name,
      queries.map((query) => () => service.table('', query)),
    );
  const site = year.sites[0]?.id ?? '';
  await add('file', [() => fileOf(service, { ...base(year), by: 'day' })]);
  await add('digest', [
    () => digests.digest('', { site, week: '2026-10-05' }),
    () => digests.digest('', { site, week: '2026-03-02' }),
  ]);
  return rows;
}

function base({ sites, range }: Year): ReportQuery {
  return { ...range, sites: sites.map(({ id }) => id), by: 'none', clock: 'elapsed', compare: false };
}

function asked(year: Year): Ask[] {
  const whole = base(year);
  const each = (more: Partial<ReportQuery>): ReportQuery[] => {
    const { by, operator = null, topic = null, language = null, handledBy = null } = { ...whole, ...more };
    const metrics = tellable(by, { operator, topic, language, handledBy });
    return metrics.map((metric) => ({ ...whole, ...more, metrics: [metric] }));
  };
  const operator = year.operators[3];
  const filters: Record<string, Partial<ReportQuery>> = {
    // The most common of each, so that the most is left.
    topic: { topic: 'payments' },
    language: { language: 'en' },
    operator: { operator },
    two: { topic: 'payments', language: 'en' },
    all: { topic: 'payments', language: 'en', operator, handledBy: 'human' },
  };
  const asks: Ask[] = [{ name: 'all-metrics', queries: [whole, { ...whole, clock: 'business' }] }];
  asks.push({ name: 'compared', queries: [{ ...whole, from: half(year), compare: true }] });
  for (const by of GROUPINGS) asks.push({ name: `by-${by}`, queries: each({ by }) });
  asks.push({ name: 'by-day/business', queries: each({ by: 'day', clock: 'business' }) });
  for (const [name, filter] of Object.entries(filters)) {
    asks.push({ name: `narrowed-${name}`, queries: GROUPINGS.flatMap((by) => each({ by, ...filter })) });
    asks.push({ name: `narrowed-${name}/all-metrics`, queries: [{ ...whole, ...filter }] });
  }
  asks.push({ name: 'all-metrics/by-operator', queries: [{ ...whole, by: 'operator' }] });
  asks.push({ name: 'all-metrics/by-day', queries: [{ ...whole, by: 'day' }] });
  return asks;
}

async function fileOf(service: ReportService, query: ReportQuery): Promise<number> {
  let length = 0;
  for (const line of csvOf(await service.table('', query))) length += line.length;
  return length;
}

const half = ({ range }: Year) => Temporal.PlainDate.from(range.from).add({ days: 183 }).toString();

async function megabytes(db: Database): Promise<number> {
  const { rows } = await db.query<{ size: number }>(
    `select sum(pg_total_relation_size(oid)) / 1e6 as size from pg_class where relname like 'report\\_%' and relkind = 'r'`,
  );
  return Math.round(Number(rows[0]?.size ?? 0));
}
