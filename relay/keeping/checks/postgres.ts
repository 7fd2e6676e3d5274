/** Whether Postgres is one that the relay would trust, and whether it has room for the relays that there are. */
import type { Queryable } from '../../platform/postgres.ts';
import { refuseUnsafe } from '../../platform/postgres-checks.ts';
import { type Finding, ok, warning, wrongBy } from './finding.ts';

/** What a relay holds open, with its jobs. */
const CONNECTIONS_OF_A_RELAY = 10;

export async function checkPostgres(db: Queryable, allowUnsafe: boolean): Promise<Finding[]> {
  try {
    await refuseUnsafe(db, { allowUnsafe });
  } catch (error) {
    return (error as Error).message.split('\n').map(wrongBy);
  }
  const { rows } = await db.query<{ version: string; places: number }>(
    `select current_setting('server_version') as version,
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as places`,
  );
  const { version = '', places = 0 } = rows[0] ?? {};
  const answers = ok(`Postgres ${version} answers, and keeps what it has committed`);
  if (places >= 2 * CONNECTIONS_OF_A_RELAY) return [answers];
  return [
    answers,
    warning(
      `Postgres lets ${places} connections in, and a relay wants ${CONNECTIONS_OF_A_RELAY}`,
      'raise its max_connections',
    ),
  ];
}
