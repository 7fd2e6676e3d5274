/** Who may see which numbers, of which days. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { ReportQuery, ReportTable } from '@touchline/shared/reports.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { DEFAULT_ZONE } from './calendar.ts';
import { tellable } from './figures.ts';
import type { NameStore } from './name-store.ts';
import { lengthOf, rangeBefore } from './ranges.ts';
import { type Table, tableOf } from './table.ts';
import type { TableStore } from './table-store.ts';

export type SitesOf = (operatorId: string) => Promise<{ id: string; role: OperatorRole }[]>;
export type HoursOf = (siteId: string) => Promise<{ timeZone: string; hasHours: boolean }>;

type Deps = {
  tables: TableStore;
  names: NameStore;
  sitesOf: SitesOf;
  hoursOf: HoursOf;
  isComplete(): Promise<boolean>;
};

export type ReportService = ReturnType<typeof createReportService>;

export function createReportService({ tables, names, sitesOf, hoursOf, isComplete }: Deps) {
  /** The one operator whose numbers are shown; null: everybody's. A site that is not theirs and one that does not exist are the same. */
  async function operatorFor(readerId: string, { sites, operator }: ReportQuery): Promise<string | null> {
    const theirs = new Map((await sitesOf(readerId)).map(({ id, role }) => [id, role]));
    if (!sites.every((site) => theirs.has(site))) throw notFound();
    const isMere = sites.some((site) => theirs.get(site) === 'operator');
    if (isMere && operator !== undefined && operator !== readerId) throw notFound();
    return isMere ? readerId : (operator ?? null);
  }

  async function zoneOf({ sites, zone }: ReportQuery): Promise<{ zone: string | null; hasHours: boolean }> {
    const hours = await Promise.all(sites.map(hoursOf));
    const zones = new Set(hours.map(({ timeZone }) => timeZone));
    const hasHours = hours.every((one) => one.hasHours);
    if (zones.size <= 1) return { zone: hours[0]?.timeZone ?? DEFAULT_ZONE, hasHours };
    if (zone === 'own') return { zone: null, hasHours };
    const sentence = 'These brands are in several time zones: ask for each in its own days, or for one at a time.';
    throw new Refusal('bad-request', sentence, { fields: { zone: sentence } });
  }

  return {
    async table(readerId: string, query: ReportQuery): Promise<ReportTable> {
      const range = { from: query.from, to: query.to };
      lengthOf(range);
      const filter = {
        sites: query.sites,
        operator: await operatorFor(readerId, query),
        topic: query.topic === 'none' ? '' : (query.topic ?? null),
        language: query.language?.split('-')[0] ?? null,
        handledBy: query.handledBy ?? null,
      };
      const place = await zoneOf(query);
      const { by, clock, metrics: asked } = query;
      const metrics = tellable(by, filter).filter((metric) => asked?.includes(metric) ?? true);
      const question = { ...filter, range, by, clock, metrics };
      const [table, previous, complete] = await Promise.all([
        tableOf(tables, question),
        query.compare ? tableOf(tables, { ...question, range: rangeBefore(range) }) : null,
        isComplete(),
      ]);
      const [named, namedBefore] = await nameRows(by, previous ? [table, previous] : [table]);
      return { by, clock, metrics, ...place, complete, ...(named as Named), previous: namedBefore ?? null };
    },
  };

  async function nameRows(by: ReportQuery['by'], all: Table[]): Promise<Named[]> {
    const keys = all.flatMap(({ rows }) => rows.map(({ key }) => key)).filter((key) => key !== '');
    const known = by === 'site' || by === 'operator' ? await names[by](keys) : new Map<string, string>();
    return all.map(({ rows, ...rest }) => ({
      ...rest,
      rows: rows.map((row) => ({ key: row.key, name: known.get(row.key) ?? null, figures: row.figures })),
    }));
  }
}

type Named = Pick<ReportTable, 'range' | 'total' | 'rows'>;
