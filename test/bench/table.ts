import type { Ratio, Row } from './figure.ts';

/** Rows as text, two columns for each of the others; empty where a figure was not measured against it. */
export function formatTable(rows: Row[]): string {
  const others = [...new Set(rows.flatMap(({ against }) => Object.keys(against)))];
  const head = [
    'figure',
    'unit',
    'Touchline',
    '(lowest–highest)',
    ...others.flatMap((name) => [name, 'ratio (lowest–highest)']),
    'rounds',
  ];
  const body = rows.map(({ figure, value, lowest, highest, against, unit, ratios, rounds }) => [
    figure,
    unit,
    shown(value),
    `(${shown(lowest)}–${shown(highest)})`,
    ...others.flatMap((name) => [shown(against[name]), inWords(ratios[name])]),
    `${rounds}`,
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${[head, ...body].map(line).join('\n')}\n`;
}

function inWords(ratio: Ratio | undefined): string {
  if (!ratio) return '';
  const { median, lowest, highest } = ratio;
  return `${median.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
}

/** Three digits are more than such a measurement holds. */
function shown(number: number | undefined): string {
  if (number === undefined) return '';
  return number >= 100 ? Math.round(number).toLocaleString('en') : number.toPrecision(3);
}
