/** A table that is sorted by pressing what stands above a column; what is missing always comes last. It scrolls within itself. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Strokes } from '../icons.tsx';
import { inAlphabet } from '../locale/lists.ts';
import { t } from '../office/words.ts';
import './table.css';

export type Column<Row> = {
  id: string;
  label: string;
  /** What it is sorted by; without it, it is a picture of another column. */
  value?(row: Row): number | string | null;
  show(row: Row): ComponentChildren;
};

type Props<Row> = {
  label: string;
  part: string;
  /** The first says what the row is of. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  total?: Row | undefined;
};

const ARROWS = { ascending: 'M4.5 10l3.5-4 3.5 4', descending: 'M4.5 6l3.5 4 3.5-4' } as const;

export function DataTable<Row>({ label, part, columns, rows, keyOf, total }: Props<Row>) {
  const sorted = useSignal<{ id: string; way: 'ascending' | 'descending' } | null>(null);
  const { id, way } = sorted.value ?? { id: null, way: 'ascending' as const };
  const by = columns.find((column) => column.id === id);
  const shown = by ? inOrder(rows, by, way) : rows;
  const press = (column: string) => {
    const first = column === columns[0]?.id ? 'ascending' : 'descending';
    const other = first === 'ascending' ? 'descending' : 'ascending';
    sorted.value = id !== column ? { id: column, way: first } : way === first ? { id: column, way: other } : null;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="table-scroll" aria-label={label} tabIndex={0} data-part={part}>
      <table class="numbers">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" aria-sort={column.id === id ? way : undefined} data-column={column.id}>
                {column.value ? (
                  <button
                    type="button"
                    title={t('reports.sort', { column: column.label })}
                    onClick={() => press(column.id)}
                  >
                    {column.label}
                    {column.id === id && <Strokes path={ARROWS[way]} size={12} />}
                  </button>
                ) : (
                  <span class="hidden">{column.label}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Line key={keyOf(row)} columns={columns} row={row} />
          ))}
        </tbody>
        {total !== undefined && (
          <tfoot>
            <Line columns={columns} row={total} />
          </tfoot>
        )}
      </table>
    </section>
  );
}

function Line<Row>({ columns: [first, ...others], row }: { columns: readonly Column<Row>[]; row: Row }) {
  return (
    <tr>
      <th scope="row">{first?.show(row)}</th>
      {others.map((column) => (
        <td key={column.id} data-column={column.id}>
          {column.show(row)}
        </td>
      ))}
    </tr>
  );
}

function inOrder<Row>(rows: readonly Row[], { value }: Column<Row>, way: 'ascending' | 'descending'): readonly Row[] {
  if (!value) return rows;
  const sign = way === 'ascending' ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (typeof a === 'string' ? inAlphabet(a, String(b)) : a - Number(b));
  });
}
