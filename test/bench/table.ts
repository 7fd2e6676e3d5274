import type { Row } from './figure.ts';

/** Rows as text, one column for each of the others; empty where a figure was not measured against it. */
export function formatTable(rows: Row[]): string {
  const others = [...new Set(rows.flatMap(({ against }) => Object.keys(against)))];
  const head = ['figure', 'Touchline', ...others, 'unit', 'ratio'];
  const body = rows.map(({ figure, value, against, unit, ratio }) => [
    figure,
    shown(value),
    ...others.map((name) => (name in against ? shown(against[name] ?? Number.NaN) : '')),
    unit,
    ratio.toFixed(2),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0, i === 0))
      .join('  ')
      .trimEnd();
  return `${[head, ...body].map(line).join('\n')}\n`;
}

function pad(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}

/** Three digits are more than such a measurement holds. */
function shown(number: number): string {
  return number >= 100 ? Math.round(number).toLocaleString('en') : number.toPrecision(3);
}
