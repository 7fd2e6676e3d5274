/** Whether the database has the shape that this release expects; nothing is migrated. */
import { type Applied, pendingOf, readMigrations } from '../../platform/migrate.ts';
import type { Queryable } from '../../platform/postgres.ts';
import { type Finding, ok, warning, wrongBy } from './finding.ts';

export async function checkMigrations(db: Queryable, dir: string): Promise<Finding[]> {
  const found = await db.query(`select to_regclass('migrations') is not null as there`);
  if (!found.rows[0]?.there) {
    return [warning('The database is empty', 'the first start of a relay fills it (npm run relay)')];
  }
  const { rows } = await db.query<Applied>('select name, sha256 from migrations order by name');
  try {
    const pending = pendingOf(await readMigrations(dir), rows);
    if (pending.length === 0) return [ok(`The database has all ${rows.length} migrations`)];
    const names = pending.map(({ name }) => name).join(', ');
    return [
      warning(
        `The database still lacks ${names}`,
        'the next start of a relay of this release applies them; what is in it is looked at after that',
      ),
    ];
  } catch (error) {
    return [wrongBy((error as Error).message)];
  }
}
