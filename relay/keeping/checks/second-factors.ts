/** Whether whoever copies the database can make the codes of those who sign in with a second factor. */
import type { Queryable } from '../../platform/postgres.ts';
import { type Finding, ok, warning } from './finding.ts';

export async function checkSecondFactors(db: Queryable, secretsKeys: readonly string[]): Promise<Finding[]> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*) as count from second_factors where confirmed_at is not null',
  );
  const count = rows[0]?.count ?? 0;
  if (count === 0) return [];
  if (secretsKeys.length > 0) return [ok('Secrets of second factors are sealed with SECRETS_KEY')];
  return [
    warning(
      `Secrets of ${count === 1 ? 'one second factor are' : `${count} second factors are`} sealed with a key that lies in the same database`,
      'set SECRETS_KEY to 32 characters or more that nobody guesses, the same for all relays, and keep it apart from backups',
    ),
  ];
}
