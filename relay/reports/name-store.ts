import type { Database } from '../platform/postgres.ts';

export type NameStore = ReturnType<typeof createNameStore>;

/** What those whom numbers are about are called now. */
export function createNameStore(db: Database) {
  const named = (table: 'sites' | 'operators') => async (ids: string[]) => {
    const { rows } = await db.query<{ id: string; name: string }>(
      `select id, name from ${table} where id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  };
  return { site: named('sites'), operator: named('operators') };
}
