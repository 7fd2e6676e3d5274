/**
 * A database that remembers how Postgres carried out each question, and what is wrong with that once there is much data:
 * reading a whole table, sorting much for a little, passing over much for a little.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
};

/** `most`: so many rows may be sorted, or passed over. */
export function withPlans(db: Database, most: number) {
  const complaints: string[] = [];
  const explained: Database = {
    ...db,
    async query(text, values) {
      const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
        `explain (analyze, timing off, format json) ${text}`,
        values,
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (plan) complaints.push(...complaintsOf(plan, most));
      return db.query(text, values);
    },
  };
  return {
    db: explained,
    /** Since it was asked last. */
    complaints: () => complaints.splice(0),
  };
}

function complaintsOf(node: Node, most: number): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Actual Rows': rows, 'Actual Loops': loops, Plans = [] } = node;
  const passed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const input = Plans.reduce((sum, child) => sum + child['Actual Rows'] * child['Actual Loops'], 0);
  return [
    ...(type === 'Seq Scan' && (rows + passed) * loops > most ? [`${table} is read from end to end`] : []),
    ...(type.includes('Sort') && input > most ? [`${input} rows are sorted`] : []),
    ...(passed * loops > most ? [`${passed * loops} rows of ${table} are passed over`] : []),
    ...Plans.flatMap((child) => complaintsOf(child, most)),
  ];
}
