/**
 * Tables as files for spreadsheets: RFC 4180, UTF-8 with the mark by which Excel knows it. A text that a spreadsheet would
 * run gets an apostrophe before it, which makes it a text; a number is a number.
 */
import type { Figure, ReportTable } from '@touchline/shared/reports.ts';
import { COLUMNS, metricOf } from '@touchline/shared/reports-metrics.ts';

type Cell = string | number | null;
type Words = Record<string, string>;

/** Line by line. `words`: what columns and keys are called; by themselves where it says nothing. */
export function* csvOf({ by, metrics, total, rows }: ReportTable, words: Words = {}): Generator<string> {
  const called = (key: string) => (Object.hasOwn(words, key) ? (words[key] ?? key) : key);
  const columns = metrics.flatMap((metric) => COLUMNS[metricOf(metric).kind].map((field) => ({ metric, field })));
  const hasNames = by === 'site' || by === 'operator';
  yield `\uFEFF${line([
    called('key'),
    ...(hasNames ? [called('name')] : []),
    ...columns.map(({ metric, field }) => called(`${metric}.${field}`)),
  ])}`;
  const all = { key: 'total', name: null, figures: total };
  for (const { key, name, figures } of [...rows, all]) {
    yield line([
      called(key),
      ...(hasNames ? [name] : []),
      ...columns.map(({ metric, field }) => cellOf(figures[metric], field)),
    ]);
  }
}

/** Durations in seconds: whoever calculates with them does not do so in milliseconds. */
function cellOf(figure: Figure | undefined, field: string): Cell {
  const value = (figure as Record<string, unknown> | undefined)?.[field];
  if (typeof value !== 'number') return null;
  const shown = figure?.kind === 'duration' && field !== 'count' ? value / 1_000 : value;
  return Number(shown.toFixed(4));
}

function line(cells: Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

/** Also where white space comes first, which spreadsheets pass over; and full-width signs, which some take for theirs. */
const WOULD_RUN = /^\s*[=+\-@\t\r＝＋－＠]/u;

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `${cell}`;
  const text = WOULD_RUN.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
