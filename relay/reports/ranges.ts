/** Days of the calendar, as text, and what they are gathered in. */
import { type Grouping, REPORT_DAYS_MAX } from '@touchline/shared/reports-metrics.ts';
import { Refusal } from '../platform/errors.ts';

export type Range = { from: string; to: string };

const dayOf = (text: string) => Temporal.PlainDate.from(text);

/** How many days there are, both ends included. Throws a `bad-request` where there are none, or too many. */
export function lengthOf({ from, to }: Range): number {
  const days = dayOf(from).until(dayOf(to)).days + 1;
  if (days < 1) throw refused('from', 'The first day is after the last one.');
  if (days > REPORT_DAYS_MAX) throw refused('to', 'A report covers five years at most.');
  return days;
}

/** As many days, just before. */
export function rangeBefore(range: Range): Range {
  const from = dayOf(range.from);
  return { from: from.subtract({ days: lengthOf(range) }).toString(), to: from.subtract({ days: 1 }).toString() };
}

export function mondayOf(day: string): string {
  const date = dayOf(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

export function addDays(day: string, days: number): string {
  return dayOf(day).add({ days }).toString();
}

/** The keys of all rows, also of those without anything; null where what there is makes the rows. */
export function keysOf(by: Grouping, range: Range): string[] | null {
  switch (by) {
    case 'day':
      return daysOf(range);
    case 'week':
      return [...new Set(daysOf(range).map(mondayOf))];
    case 'month':
      return [...new Set(daysOf(range).map((day) => day.slice(0, 7)))];
    case 'hour-of-week':
      return Array.from({ length: 7 * 24 }, (_, i) => hourKey(Math.floor(i / 24) + 1, i % 24));
    default:
      return null;
  }
}

export const hourKey = (weekday: number, hour: number) => `${weekday}-${String(hour).padStart(2, '0')}`;

/** Of a range: the months that are wholly in it, none of them `stale`, and the days that are left. */
export function monthsOf(range: Range, stale: ReadonlySet<string>): { months: string[]; rest: Range[] } {
  const [from, to] = [dayOf(range.from), dayOf(range.to)];
  const months: string[] = [];
  for (
    let month = from.with({ day: 1 });
    Temporal.PlainDate.compare(month, to) <= 0;
    month = month.add({ months: 1 })
  ) {
    const isWhole =
      Temporal.PlainDate.compare(month, from) >= 0 &&
      Temporal.PlainDate.compare(month.add({ months: 1 }).subtract({ days: 1 }), to) <= 0;
    if (isWhole && !stale.has(month.toString())) months.push(month.toString());
  }
  const taken = new Set(months);
  return { months, rest: rangesOf(daysOf(range).filter((day) => !taken.has(`${day.slice(0, 7)}-01`))) };
}

/** Days in order, those in a row together. */
export function rangesOf(days: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last && addDays(last.to, 1) === day) last.to = day;
    else ranges.push({ from: day, to: day });
  }
  return ranges;
}

export function daysOf({ from, to }: Range): string[] {
  const days: string[] = [];
  for (
    let day = dayOf(from), last = dayOf(to);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    days.push(day.toString());
  }
  return days;
}

const refused = (field: string, sentence: string) =>
  new Refusal('bad-request', sentence, { fields: { [field]: sentence } });
