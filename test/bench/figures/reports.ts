/**
 * Every report over a year of 1,000,000 conversations of five brands: each view of the page as the page asks for it, alone and
 * with each of its filters, on both clocks; each metric by itself in each grouping; two halves compared; the file; the weekly
 * digest. Against counting the facts once, which is the least that a report made of all of them would cost. And what keeping the
 * numbers costs those who write.
 */

import { type Asked, USUAL, VIEWS } from '@touchline/inbox/reports/asked.ts';
import { queryOf, questionsOf } from '@touchline/inbox/reports/questions.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createCalendar } from '@touchline/relay/reports/calendar.ts';
import { csvOf } from '@touchline/relay/reports/csv.ts';
import { createDigestService } from '@touchline/relay/reports/digest.ts';
import { createDigestStore } from '@touchline/relay/reports/digest-store.ts';
import { tellable } from '@touchline/relay/reports/figures.ts';
import { createNameStore } from '@touchline/relay/reports/name-store.ts';
import { createReportService, type ReportService } from '@touchline/relay/reports/service.ts';
import { createTableStore } from '@touchline/relay/reports/table-store.ts';
import { type ReportQuery, reportQuery } from '@touchline/shared/reports.ts';
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
  for (const { name, queries } of [...pages(year), ...asked(year)])
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

/** What the page asks for, view by view. */
function pages(year: Year): Ask[] {
  const { range, sites, operators } = year;
  const operator = operators[3] ?? null;
  // The most common of each, so that the most is left.
  const narrowed: Record<string, Partial<Asked>> = {
    all: {},
    business: { clock: 'business' },
    topic: { topic: 'payments' },
    language: { language: 'en' },
    both: { topic: 'payments', language: 'en' },
    operator: { operator },
    'operator-and-topic': { operator, topic: 'payments' },
    people: { handledBy: 'human' },
  };
  const place = { sites: sites.map(({ id }) => id), range };
  return VIEWS.filter((view) => view !== 'digest').flatMap((view) =>
    Object.entries(narrowed).map(([name, filter]) => ({
      name: `page/${view}/${name}`,
      queries: questionsOf({ ...USUAL, view, ...filter }, { ...place, ofOne: (filter.operator ?? null) !== null }).map(
        (question) => reportQuery.parse(Object.fromEntries(queryOf(question))),
      ),
    })),
  );
}

function base({ sites, range }: Year): ReportQuery {
  return { ...range, sites: sites.map(({ id }) => id), by: 'none', clock: 'elapsed', compare: false };
}

/** Each number by itself, as programs may ask for it. */
function asked(year: Year): Ask[] {
  const whole = base(year);
  const each = (more: Partial<ReportQuery>): ReportQuery[] => {
    const { by, operator = null, topic = null, language = null, handledBy = null } = { ...whole, ...more };
    const metrics = tellable(by, { operator, topic, language, handledBy });
    return metrics.map((metric) => ({ ...whole, ...more, metrics: [metric] }));
  };
  const filters: Record<string, Partial<ReportQuery>> = {
    topic: { topic: 'payments' },
    two: { topic: 'payments', language: 'en' },
    all: { topic: 'payments', language: 'en', operator: year.operators[3], handledBy: 'human' },
  };
  const asks: Ask[] = GROUPINGS.map((by) => ({ name: `one/by-${by}`, queries: each({ by }) }));
  for (const [name, filter] of Object.entries(filters))
    asks.push({ name: `one/narrowed-${name}`, queries: GROUPINGS.flatMap((by) => each({ by, ...filter })) });
  asks.push({ name: 'compared', queries: [{ ...whole, from: half(year), compare: true }] });
  for (const by of ['day', 'operator'] as const)
    asks.push({ name: `all-metrics/by-${by}`, queries: [{ ...whole, by }] });
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
