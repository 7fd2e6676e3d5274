import { it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
const { db } = await createTestDatabase();
it('prints', async () => {
  const { rows } = await db.query(`select table_name as t, string_agg(column_name || ':' || data_type, ' ' order by ordinal_position) as c from information_schema.columns where table_schema = 'public' group by 1 order by 1`);
  console.log(rows.map((r: any) => r.t + ' = ' + r.c).join('\n'));
});
