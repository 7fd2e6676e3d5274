/** Questions in every grouping, with every kind of filter, and how what the relay answers is held against a recount. */
import type { ReportService } from '@touchline/relay/reports/service.ts';
import type { Figure, ReportQuery } from '@touchline/shared/reports.ts';
import { CLOCKS, GROUPINGS } from '@touchline/shared/reports-metrics.ts';
import type { Recount } from './reports-recount.ts';
import { type ReportsWorld, WORLD_RANGE } from './reports-world.ts';

type Question = ReportQuery;

/** Whole, within a month, over a month's end, one day, the weeks in which clocks change. */
const RANGES = [
  WORLD_RANGE,
  { from: '2026-03-10', to: '2026-06-20' },
  { from: '2026-03-23', to: '2026-03-29' },
  { from: '2026-03-29', to: '2026-03-29' },
  { from: '2025-10-20', to: '2026-01-02' },
  { from: '2026-04-01', to: '2026-04-30' },
];

export function questionsAbout({ brands, operators }: ReportsWorld): Question[] {
  const [first, second, island] = brands.map(({ site }) => site.id) as [string, string, string];
  const brandsOf = [[first, second], [island], brands.map(({ site }) => site.id)];
  const operator = operators[0]?.id;
  const filters = [
    {},
    { topic: 'payments' as const },
    { topic: 'none' as const },
    { language: 'pt' },
    { operator },
    { handledBy: 'bot' as const },
    { topic: 'bets' as const, language: 'be' },
    { operator, topic: 'payments' as const },
    { operator, topic: 'bets' as const, language: 'pl', handledBy: 'human' as const },
  ];
  const questions: Question[] = [];
  for (const [nth, by] of GROUPINGS.entries()) {
    const clockOf = (i: number) => CLOCKS[(i + nth) % 2] as (typeof CLOCKS)[number];
    const common = { by, compare: false, zone: 'own' } as const;
    for (const [i, filter] of filters.entries()) {
      const sites = brandsOf[(i + nth) % 3] as string[];
      const range = RANGES[(i + 2 * nth) % RANGES.length] as (typeof RANGES)[number];
      questions.push({ ...common, ...range, ...filter, sites, clock: clockOf(i) });
    }
    for (const [i, sites] of brandsOf.entries()) {
      questions.push({ ...common, ...WORLD_RANGE, sites, clock: clockOf(i) });
    }
  }
  return questions;
}

/** How many figures were compared, and what was wrong with which. */
export async function compare(service: ReportService, reader: string, recount: Recount, questions: Question[]) {
  const wrong: string[] = [];
  let figures = 0;
  for (const question of questions) {
    const table = await service.table(reader, question);
    for (const metric of table.metrics) {
      const expected = recount(metric, question);
      const rows = [...table.rows, { key: '*', figures: table.total }];
      const known = new Set(rows.map(({ key }) => key));
      const say = (key: string, what: string) => {
        const { by, from, to, clock, operator, topic, language, handledBy, sites } = question;
        const filter = [operator && 'operator', topic, language, handledBy].filter(Boolean).join('+');
        wrong.push(`${metric} by ${by} ${from}..${to} ${clock} of ${sites.length} [${filter}] at "${key}": ${what}`);
      };
      for (const { key, figures: shown } of rows) {
        figures++;
        const [got, want] = [shown[metric], expected.get(key)];
        const problem = want
          ? difference(got, want)
          : isNothing(got)
            ? null
            : `${JSON.stringify(got)}, and nothing was counted`;
        if (problem) say(key, problem);
      }
      if (question.by === 'none') continue;
      for (const [key, want] of expected) if (!known.has(key) && !isNothing(want)) say(key, 'there is no such row');
    }
  }
  return { figures, wrong };
}

function difference(got: Figure | undefined, want: Figure): string | null {
  const shown = `${JSON.stringify(got)} and not ${JSON.stringify(want)}`;
  if (got?.kind !== want.kind) return shown;
  for (const [field, value] of Object.entries(want)) {
    const theirs = (got as Record<string, unknown>)[field];
    const isPercentile = field === 'median' || field === 'p90';
    if (typeof value !== 'number' || typeof theirs !== 'number') {
      if (JSON.stringify(value) !== JSON.stringify(theirs)) return shown;
      continue;
    }
    const allowed = isPercentile ? Math.max(125, value * 0.032) : Math.abs(value) * 1e-9;
    if (Math.abs(value - theirs) > allowed) return shown;
  }
  return null;
}

function isNothing(figure: Figure | undefined): boolean {
  if (!figure) return false;
  return figure.kind === 'load' ? figure.mean === null : figure.count === 0 && !('part' in figure && figure.part > 0);
}
